# shellcheck shell=bash
# What do the commands stand on? The packages, the environment, and the services that all commands share:
# whoever comes first starts them, whoever leaves last stops them.

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
state=$root/.local
sites=(demo test bench test2)
shopt -s inherit_errexit

# shellcheck source=services/say.sh
. "$root/services/say.sh"
# shellcheck source=services/process.sh
. "$root/services/process.sh"
# shellcheck source=services/settings.sh
. "$root/services/settings.sh"
# shellcheck source=services/packages.sh
. "$root/services/packages.sh"
# shellcheck source=services/environment.sh
. "$root/services/environment.sh"
# shellcheck source=services/postgres.sh
. "$root/services/postgres.sh"
# shellcheck source=services/redis.sh
. "$root/services/redis.sh"
# shellcheck source=services/solr.sh
. "$root/services/solr.sh"
# shellcheck source=services/site.sh
. "$root/services/site.sh"

if ! mkdir -p -- "$state/log" "$state/run" "$state/done" 2>/dev/null || [[ ! -w $state/log || ! -w $state/run ]]; then
  fail "no se puede escribir en $state: usa la cuenta que creó esa carpeta, o bórrala."
fi

# A lock each: 8 while someone starts or stops services, 9 (shared) while someone uses them.
exec 8>"$state/run/changing" 9>"$state/run/users"

# stack_enter EXTRAS: have everything up.
stack_enter() {
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap stack_leave EXIT
  take_turn 8 "Otra orden está preparando o deteniendo los servicios; espero a que termine."
  ensure_packages
  ensure_environment "$1"
  flock --shared 9
  ensure_postgres
  ensure_redis
  ensure_solr
}

# stack_ready: let others come.
stack_ready() { flock --unlock 8; }

# stack_leave: stop what was started, unless others use it.
stack_leave() {
  local status=$?
  trap '' HUP INT TERM
  trap - EXIT
  end_step
  if declare -F before_leaving >/dev/null; then before_leaving; fi
  take_turn 8 "Otra orden está preparando o deteniendo los servicios; espero a que termine."
  if flock --exclusive --nonblock 9; then
    solr_stop
    redis_stop
    postgres_stop
  fi
  flock --unlock 9
  flock --unlock 8
  exit "$status"
}
