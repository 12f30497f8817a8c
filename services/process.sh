# shellcheck shell=bash
# Is a service of ours running, and how does it stop?
# A service is known by its process id file and by its working folder, so that a stranger with a recycled id isn't ours.

# running PID_FILE FOLDER
running() {
  local pid
  [[ -f $1 ]] || return 1
  read -r pid <"$1" || return 1
  [[ $pid =~ ^[0-9]+$ && /proc/$pid/cwd -ef $2 ]]
}

# halt PID_FILE FOLDER SIGNAL: stop the service and wait until it's gone; kill it after 20 seconds.
halt() {
  local pid tries=0
  running "$1" "$2" || return 0
  read -r pid <"$1"
  kill "-$3" "$pid" 2>/dev/null || true
  while running "$1" "$2"; do
    if ((++tries > 200)); then kill -KILL "$pid" 2>/dev/null || true; fi
    sleep 0.1
  done
}

# take_turn FILE SENTENCE: lock the open file; say the sentence when others have it, and wait. It asks now and then, and
# doesn't wait inside flock, so that a signal ends it.
take_turn() {
  if flock --nonblock "$1"; then return 0; fi
  say "$2"
  wait_until 86400 flock --nonblock "$1"
}

# let_go: close what this subshell has inherited, such as locks, so that a service doesn't hold it for ever.
let_go() {
  local file
  for file in "/proc/$BASHPID/fd/"*; do
    file=${file##*/}
    if ((file > 2 && file < 255)); then exec {file}>&-; fi
  done
}

# port_free PORT: whether nobody listens there.
port_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# answers PORT PATH: whether a web server gives this page.
answers() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET %s HTTP/1.0\r\nHost: localhost\r\n\r\n' "$2" >&3 &&
    read -r -t 10 _ status _ <&3 && [[ $status == 200 ]]
) 2>/dev/null

# free_port: print a port of the loopback interface on which nobody listens.
free_port() {
  "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# wait_until SECONDS COMMAND…: try until the command succeeds.
wait_until() {
  local until=$((SECONDS + $1))
  shift
  until "$@"; do
    if ((SECONDS >= until)); then return 1; fi
    sleep 0.2
  done
}
