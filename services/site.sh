# shellcheck shell=bash
# What makes a CKAN site on these services? Two databases, a Solr core, a Redis number, and an ini file.

# site_urls NAME: print where its services are, as options of an ini file. The second site of the tests has the other
# options from that of the first.
site_urls() {
  local name=$1 number postgres base=egg:ckan
  if [[ $name == test2 ]]; then base=config:../test.ini; fi
  for number in "${!sites[@]}"; do [[ ${sites[number]} == "$name" ]] && break; done
  postgres="127.0.0.1:$(setting POSTGRES_PORT)"
  cat <<INI
[app:main]
use = $base
sqlalchemy.url = postgresql://ckan:$(secret CKAN_PASSWORD)@$postgres/$name
ckan.datastore.write_url = postgresql://ckan:$(secret CKAN_PASSWORD)@$postgres/${name}_datastore
ckan.datastore.read_url = postgresql://reader:$(secret READER_PASSWORD)@$postgres/${name}_datastore
solr_url = http://127.0.0.1:$(setting SOLR_PORT)/solr/$name
ckan.redis.url = redis://:$(secret REDIS_PASSWORD)@127.0.0.1:$(setting REDIS_PORT)/$number
ckan.storage_path = %(here)s/storage/$name
INI
}

site_databases() {
  local name database
  sql postgres <<SQL
SELECT 'CREATE ROLE ckan LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ckan') \gexec
SELECT 'CREATE ROLE reader LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reader') \gexec
ALTER ROLE ckan PASSWORD '$(secret CKAN_PASSWORD)';
ALTER ROLE reader PASSWORD '$(secret READER_PASSWORD)';
SQL
  for name in "${sites[@]}"; do
    for database in "$name" "${name}_datastore"; do
      sql postgres <<SQL
SELECT 'CREATE DATABASE $database OWNER ckan' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$database') \gexec
SQL
    done
  done
  # What the tests write need not outlive a power cut.
  for database in test{,2}{,_datastore}; do
    sql postgres <<<"ALTER DATABASE $database SET synchronous_commit = off"
  done
}

# write_ini NAME: what CKAN generates, with our options and the services' addresses. The generated secrets are kept.
write_ini() {
  local ini=$state/$1.ini urls=$state/$1.urls.ini
  umask 077
  [[ -f $ini ]] || "$venv/bin/ckan" generate config "$ini"
  "$venv/bin/ckan" config-tool "$ini" --file "$root/services/site.ini"
  "$venv/bin/ckan" config-tool "$ini" --file "$urls"
}

# site_ini NAME: print where its ini file is. That of the tests is in the repository.
site_ini() {
  case $1 in
    test) echo "$root/test.ini" ;;
    test2) echo "$state/test2.urls.ini" ;;
    *) echo "$state/$1.ini" ;;
  esac
}

# site_ckan NAME ARGS…: the ckan command of a site.
site_ckan() {
  local ini
  ini=$(site_ini "$1")
  shift
  "$venv/bin/ckan" --config "$ini" "$@"
}

site_tables() {
  site_ckan "$1" db upgrade
  site_ckan "$1" datastore set-permissions | sql "${1}_datastore"
}

# ensure_site NAME: databases, ini and tables, whenever one of them has changed.
ensure_site() {
  local name=$1 urls=$state/$1.urls.ini
  once done/databases "$(fingerprint "$root/services/site.sh")" step "Creando las bases de datos" \
    "PostgreSQL no pudo crear las bases de datos" site_databases
  (umask 077; site_urls "$name" >"$urls")
  [[ -f $(site_ini "$name") ]] || rm -f -- "$state/done/ini-$name"
  [[ $name == test* ]] || once "done/ini-$name" "$(fingerprint "$urls" "$root/services/site.ini")" step "Escribiendo la configuración de CKAN" \
    "CKAN no pudo escribir .local/$name.ini" write_ini "$name"
  once "done/tables-$name" "$(tables_inputs)" step "Preparando las tablas de CKAN" \
    "CKAN no pudo preparar sus tablas" site_tables "$name"
}

tables_inputs() {
  fingerprint "$root/pyproject.toml" "$root/services/site.ini" "$root/test.ini" "$root/ckanext/socialprograms/migration"
}
