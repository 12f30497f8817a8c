# shellcheck shell=bash
# How does the private Redis run?

redis_home=$state/redis

redis_configure() {
  mkdir -p -- "$redis_home"
  (
    umask 077
    cat >"$redis_home/redis.conf" <<CONF
bind 127.0.0.1
port $(setting REDIS_PORT)
requirepass $(secret REDIS_PASSWORD)
daemonize yes
dir "$redis_home"
pidfile "$redis_home/redis.pid"
logfile "$redis_home/server.log"
save 60 1
CONF
  )
}

redis_running() { running "$redis_home/redis.pid" "$redis_home"; }

redis_answers() {
  [[ $(REDISCLI_AUTH=$(secret REDIS_PASSWORD) redis-cli -h 127.0.0.1 -p "$(setting REDIS_PORT)" ping 2>/dev/null) == PONG ]]
}

redis_start() {
  choose_port REDIS_PORT
  redis_configure
  (let_go && exec redis-server "$redis_home/redis.conf")
  wait_until 20 redis_answers
}

redis_stop() { halt "$redis_home/redis.pid" "$redis_home" TERM; }

ensure_redis() {
  redis_running && return
  step "Arrancando Redis" "Redis no arrancó: lee $redis_home/server.log" redis_start
}
