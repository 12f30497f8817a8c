# shellcheck shell=bash
# Where do CKAN and the extension run? In a virtual environment of their own.

venv=$state/venv

make_environment() {
  # One that was moved, or whose Python is gone, is made anew.
  if ! "$venv/bin/python" -m pip --version || ! grep -qF "$venv/bin/python" "$venv/bin/pip"; then
    "$python" -m venv --clear "$venv"
  fi
}

install_environment() {
  make_environment
  cd -- "$root"
  "$venv/bin/python" -m pip install --disable-pip-version-check --editable ".[$1]"
}

# ensure_environment EXTRAS: install the extension with these extras, when they aren't installed yet.
ensure_environment() {
  local extras=$1
  # What the tests installed is not thrown away by the demo.
  if [[ -f $venv/ready-demo,dev && $extras == demo ]]; then extras=demo,dev; fi
  once "venv/ready-$extras" "$venv $("$python" --version) $(fingerprint "$root/pyproject.toml" "$root/setup.py")" \
    step "Instalando CKAN y la extensión en .local/venv (unos minutos la primera vez)" \
    "pip no pudo instalar los paquetes de Python: revisa la conexión a internet y repite" \
    install_environment "$extras"
}
