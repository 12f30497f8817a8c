# shellcheck shell=bash
# How do the commands speak? One line a step, and one sentence when something must be mended.

say() { printf '· %s\n' "$*"; }

# fail SENTENCE: say what to do, and stop.
fail() {
  printf '\nAlto: %s\n' "$*" >&2
  exit 1
}

# step LABEL REMEDY COMMAND…: run the command with its output in .local/log/set-up.log, and say how long it took.
# It runs in a process group of its own, so that a signal ends the command with all that it started.
step() {
  local label=$1 remedy=$2 log=$state/log/set-up.log began=$SECONDS status=0
  shift 2
  printf '· %s … ' "$label"
  printf '\n==> %s\n' "$label" >>"$log"
  set -m
  (set +m; "$@") >>"$log" 2>&1 </dev/null &
  step_group=$!
  set +m
  wait "$step_group" || status=$?
  step_group=
  if ((status != 0)); then
    printf 'falló\n'
    if [[ ${CI:-} ]]; then tail -n 40 -- "$log" | sed 's/^/    /' >&2; fi
    fail "$remedy (detalles en $log)."
  fi
  printf 'listo (%d s)\n' "$((SECONDS - began))"
}

# end_step: end the step that runs, if any.
end_step() {
  if [[ ${step_group:-} ]]; then kill -TERM -- "-$step_group" 2>/dev/null || true; fi
}

# once STAMP INPUTS COMMAND…: run the command unless it has already run with the same inputs. The stamp lies in .local
# beside what the command makes, and so goes with it.
once() {
  local stamp=$state/$1 inputs=$2
  shift 2
  if [[ -f $stamp && $(<"$stamp") == "$inputs" ]]; then return; fi
  "$@"
  printf '%s' "$inputs" >"$stamp"
}

# fingerprint FILE…: a hash of the names and contents of files and folders.
fingerprint() {
  { find "$@" -type f -not -path '*/__pycache__/*' -print0 2>/dev/null || true; } | LC_ALL=C sort -z | xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1
}
