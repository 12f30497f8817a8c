# shellcheck shell=bash
# Which ports and passwords do the private services have? They are chosen once and kept in .local/services.env.

settings_file=$state/services.env

# setting NAME: print the value of a setting.
setting() { sed -n "s/^$1=//p" "$settings_file" 2>/dev/null || true; }

# remember NAME VALUE
remember() {
  local others
  others=$(grep -v "^$1=" "$settings_file" 2>/dev/null || true)
  (
    umask 077
    printf '%s\n' "${others:+$others$'\n'}$1=$2" >"$settings_file"
  )
}

# secret NAME: print a password, made when it's first asked for.
secret() {
  [[ $(setting "$1") ]] || remember "$1" "$("$python" -c 'import secrets; print(secrets.token_hex(16))')"
  setting "$1"
}

# choose_port NAME: keep the remembered port while nobody else has it, else choose another.
choose_port() {
  local port
  port=$(setting "$1")
  if [[ -z $port ]] || ! port_free "$port"; then remember "$1" "$(free_port)"; fi
}
