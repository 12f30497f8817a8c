# shellcheck shell=bash
# How does the private PostgreSQL run? On loopback with a password; never as root, which it refuses.

postgres_home=$state/postgres
postgres_data=$postgres_home/data

# postgres_account: who runs the server: this user; for root, the system's postgres if it can reach the checkout, or
# else root itself under another name in a user namespace.
postgres_account() {
  if ((EUID != 0)); then
    echo self
  elif id postgres >/dev/null 2>&1 && runuser -u postgres -- test -r "$root/services" -a -x "$state" 2>/dev/null; then
    echo postgres
  elif unshare --user --map-user=1000 true 2>/dev/null; then
    echo mapped
  else
    fail "PostgreSQL no corre como root y aquí no puede usar otra cuenta: mueve la carpeta a /srv o entra con otro usuario."
  fi
}

as_postgres() {
  case $postgres_as in
    self) "$@" ;;
    postgres) runuser -u postgres -- "$@" ;;
    mapped) unshare --user --map-user=1000 -- "$@" ;;
  esac
}

postgres_own() {
  local owner=root
  ((EUID == 0)) || return 0
  if [[ $postgres_as == postgres ]]; then owner=postgres; fi
  chown -R "$owner:" "$postgres_home"
}

# Modest memory, and no socket: its path may be too long, and TCP with a password is enough.
postgres_configure() {
  cat >>"$postgres_data/postgresql.conf" <<'CONF'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 80
shared_buffers = 96MB
work_mem = 8MB
maintenance_work_mem = 64MB
max_wal_size = 512MB
jit = off
CONF
}

postgres_create() {
  mkdir -p -- "$postgres_home"
  rm -rf -- "$postgres_data" "$state"/done/{databases,tables-*,administrator,samples}
  (umask 077; secret POSTGRES_PASSWORD >"$postgres_home/password")
  postgres_own
  (
    cd -- "$postgres_home"
    as_postgres "$postgres_bin/initdb" --pgdata=data --username=postgres --pwfile=password --auth=scram-sha-256 \
      --encoding=UTF8 --locale=C.UTF-8
  )
  rm -- "$postgres_home/password"
  postgres_configure
}

# postgres_choose: the programs that fit the data that are there.
postgres_choose() {
  local version
  postgres_as=$(postgres_account)
  postgres_bin=$(find_postgres)
  [[ -f $postgres_data/PG_VERSION ]] || return 0
  version=$(<"$postgres_data/PG_VERSION")
  if [[ $("$postgres_bin/postgres" --version) == *" $version."* ]]; then return; fi
  postgres_bin=/usr/lib/postgresql/$version/bin
  [[ -x $postgres_bin/postgres ]] ||
    fail "los datos de .local/postgres son de PostgreSQL $version, que ya no está: instala postgresql-$version o borra .local."
}

postgres_running() { running "$postgres_data/postmaster.pid" "$postgres_data"; }

postgres_start() {
  choose_port POSTGRES_PORT
  rm -f -- "$postgres_data/postmaster.pid"
  postgres_own
  (
    let_go
    cd -- "$postgres_home"
    as_postgres "$postgres_bin/pg_ctl" start --wait --silent --pgdata=data --log=server.log \
      --options="-p $(setting POSTGRES_PORT)"
  )
}

postgres_stop() { halt "$postgres_data/postmaster.pid" "$postgres_data" INT; }

ensure_postgres() {
  postgres_choose
  postgres_running && return
  [[ -f $postgres_data/postgresql.conf ]] ||
    step "Preparando PostgreSQL" "PostgreSQL no pudo crear su carpeta de datos" postgres_create
  step "Arrancando PostgreSQL" "PostgreSQL no arrancó: lee $postgres_home/server.log" postgres_start
}

# sql DATABASE: run the SQL of standard input as the server's administrator.
sql() {
  PGPASSWORD=$(secret POSTGRES_PASSWORD) "$postgres_bin/psql" --host=127.0.0.1 --port="$(setting POSTGRES_PORT)" \
    --username=postgres --dbname="$1" --no-psqlrc --quiet --set=ON_ERROR_STOP=1
}
