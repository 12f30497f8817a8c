# shellcheck shell=bash
# How does the private Solr run? Maven makes it from published artifacts; each site has a core of its own.

solr_home=$state/solr
solr_program=$solr_home/program

solr_build() {
  local recipe=$solr_home/recipe
  solr_stop
  rm -rf -- "$recipe" "$solr_program"
  mkdir -p -- "$solr_home"
  cp -R -- "$root/services/solr" "$recipe"
  mvn --batch-mode --no-transfer-progress --file "$recipe/pom.xml" package
  mkdir -- "$solr_program"
  mv -- "$recipe/target/solr" "$recipe/target/jetty-runner.jar" "$solr_program"
  rm -rf -- "$recipe"
}

# solr_core NAME: an empty core with CKAN's own schema.
solr_core() {
  local core=$solr_home/cores/$1
  solr_stop
  rm -rf -- "$core"
  mkdir -p -- "$core/conf"
  printf '<solr/>\n' >"$solr_home/cores/solr.xml"
  printf 'name=%s\n' "$1" >"$core/core.properties"
  cp -- "$root/services/solr/conf/solrconfig.xml" "$(ckan_schema)" "$core/conf"
  touch -- "$core/conf/stopwords.txt" "$core/conf/protwords.txt" "$core/conf/synonyms.txt"
}

ckan_schema() { printf '%s\n' "$venv"/lib/python3.*/site-packages/ckan/config/solr/schema.xml; }

solr_running() { running "$solr_home/solr.pid" "$solr_program"; }

solr_answers() { answers "$(setting SOLR_PORT)" '/solr/admin/cores?wt=json'; }

solr_start() {
  local temporary=$solr_home/temporary
  choose_port SOLR_PORT
  rm -rf -- "$temporary"
  mkdir -- "$temporary"
  cd -- "$solr_program"
  # shellcheck disable=SC2016 # the inner shell expands these
  (
    let_go
    exec setsid bash -c 'echo $$ >"$1"; shift; exec "$@"' _ "$solr_home/solr.pid" \
      "$(find_java)" -Xms64m -Xmx384m -XX:+UseSerialGC \
      -Djava.io.tmpdir="$temporary" -Dsolr.solr.home="$solr_home/cores" \
      -jar jetty-runner.jar --host 127.0.0.1 --port "$(setting SOLR_PORT)" --path /solr solr
  ) >"$solr_home/server.log" 2>&1 </dev/null &
  wait_until 180 solr_answers
}

solr_stop() { halt "$solr_home/solr.pid" "$solr_program" TERM; }

ensure_solr() {
  local inputs core
  inputs=$(fingerprint "$root/services/solr")
  once solr/program/ready "$inputs" step "Construyendo Solr con Maven (unos minutos la primera vez)" \
    "Maven no pudo traer Solr: revisa la conexión a internet y repite" solr_build
  inputs=$(fingerprint "$root/services/solr/conf" "$(ckan_schema)")
  for core in "${sites[@]}"; do
    once "solr/cores/$core/ready" "$inputs" solr_core "$core"
  done
  solr_running && return
  step "Arrancando Solr" "Solr no arrancó: lee $solr_home/server.log" solr_start
}
