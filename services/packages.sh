# shellcheck shell=bash
# Which system packages are missing, and how are they installed?

# find_python: print the first Python that CKAN can run on.
find_python() {
  local candidate
  for candidate in python3 /usr/bin/python3 python3.13 python3.12 python3.11 python3.10; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# python_can_build: whether it can make a virtual environment and compile extensions.
python_can_build() {
  "$python" -c 'import ensurepip, pathlib, sysconfig, venv
assert pathlib.Path(sysconfig.get_path("include"), "Python.h").exists()' 2>/dev/null
}

# find_java: print the first Java that Solr 9 can run on.
find_java() {
  local candidate major
  for candidate in "${JAVA_HOME:-/nowhere}/bin/java" java /usr/lib/jvm/*/bin/java; do
    major=$("$candidate" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p') || continue
    if ((${major:-0} >= 17)); then
      readlink -f "$(command -v "$candidate")"
      return
    fi
  done
  return 1
}

# find_postgres: print the folder of the newest PostgreSQL server, 14 or later.
find_postgres() {
  local folder version
  while read -r folder; do
    version=$("$folder/postgres" --version 2>/dev/null | grep -o '[0-9]\+' | head -n 1) || continue
    if ((version >= 14)); then
      printf '%s\n' "$folder"
      return
    fi
  done < <(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV; dirname -- "$(command -v pg_ctl || echo /nowhere/pg_ctl)")
  return 1
}

find_chromium() {
  local candidate
  for candidate in chromium chromium-browser google-chrome google-chrome-stable chrome; do
    if "$candidate" --version >/dev/null 2>&1; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

missing_packages() {
  [[ $python ]] && python_can_build || printf '%s\n' python3 python3-venv python3-dev
  find_postgres >/dev/null || echo postgresql
  command -v redis-server >/dev/null || echo redis-server
  command -v redis-cli >/dev/null || echo redis-tools
  find_java >/dev/null || echo openjdk-17-jre-headless
  command -v mvn >/dev/null || echo maven
  command -v cc >/dev/null || echo build-essential
  command -v pg_config >/dev/null || echo libpq-dev
  [[ $(ldconfig -p 2>/dev/null || /sbin/ldconfig -p) == *libmagic.so.1* ]] || echo libmagic1
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null && { [[ -t 0 ]] || sudo -n true 2>/dev/null; }; then
    sudo "$@"
  else
    return 77
  fi
}

apt() { as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"; }

install_packages() {
  apt update
  apt install --no-install-recommends "$@"
}

# ensure_packages: install what is missing, and nothing else.
ensure_packages() {
  local missing=() list
  python=$(find_python || true)
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  list=${missing[*]}
  command -v apt-get >/dev/null ||
    fail "faltan programas ($list) y aquí no hay apt-get: usa Debian 12 o Ubuntu 22.04/24.04, o instálalos a mano."
  as_root true ||
    fail "faltan paquetes del sistema y no hay permiso para instalarlos: pide que corran «apt-get install $list» y repite."
  step "Instalando paquetes del sistema: $list" \
    "apt-get no pudo instalar «$list»: revisa la conexión a internet y repite" install_packages "${missing[@]}"
  python=$(find_python) ||
    fail "Python es anterior a 3.10: usa Debian 12 o Ubuntu 22.04/24.04, o instala un Python más nuevo."
  missing=()
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]} == 0)) ||
    fail "siguen faltando ${missing[*]} en versiones que sirvan: usa Debian 12 o Ubuntu 22.04/24.04."
}

# ensure_chromium: the browser of the tests. Ubuntu has it as a snap only, so any Chrome will do.
ensure_chromium() {
  find_chromium >/dev/null && return
  if grep -qx 'ID=debian' /etc/os-release; then
    step "Instalando Chromium para las pruebas" \
      "apt-get no pudo instalar chromium: revisa la conexión a internet y repite" install_packages chromium
  else
    fail "las pruebas necesitan Chrome o Chromium: instálalo (en Ubuntu, «snap install chromium») y repite."
  fi
}
