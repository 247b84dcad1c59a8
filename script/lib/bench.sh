# shellcheck shell=bash
# What script/bench builds and runs. The hub is measured without its pages: the bench opens none.

bench_dir=$root/target/bench
bench_jar=$bench_dir/concilia.jar
bench_rows="push push-pouchdb one-operation pull snapshot reconcile order-new menu growth start memory"

check_rows() {
  local row
  for row in ${1//,/ }; do
    case " all $bench_rows " in
      *" $row "*) ;;
      *) fail "script/bench has no row $row." "The rows are: $bench_rows." ;;
    esac
  done
}

# wants_row ONLY ROW
wants_row() {
  case ",$1," in
    ,all, | *",$2,"*) return 0 ;;
    *) return 1 ;;
  esac
}

# All that goes into the bench, as "SHA-256  path".
bench_listing() (
  build_inputs=(pom.xml .mvn src/main src/test/java/dev/concilia/bench)
  source_listing
)

# Builds the jar (without the frontend, which takes minutes) and the bench's own classes, when a source has changed.
build_bench() {
  mkdir -p "$bench_dir"
  if [ -f "$bench_jar" ] && bench_listing | cmp -s - "$bench_dir/stamp"; then
    return
  fi
  say "Building the hub and the bench…"
  rm -rf "$bench_dir/stamp" "$bench_dir/lib" "$bench_dir/classes"
  bench_listing >"$bench_dir/sources"
  run_logged "$bench_dir/build.log" maven -Dmaven.test.skip=true -DskipTests -Dspotless.check.skip=true \
    -Dfrontend.skip=true package \
    || fail "The build failed; the lines above say why."
  cp "$root/target/concilia.jar" "$bench_jar"
  run_logged "$bench_dir/extract.log" "$JAVA_HOME/bin/java" -Djarmode=tools -jar "$bench_jar" extract --force \
    --destination "$bench_dir/lib" || fail "The hub's jar could not be unpacked."
  # The client is plain Java over the hub's own libraries: compiled by itself, so that no test has to compile for it.
  run_logged "$bench_dir/javac.log" "$JAVA_HOME/bin/javac" -nowarn -proc:none -encoding UTF-8 \
    -cp "$bench_dir/lib/lib/*" -d "$bench_dir/classes" "$root"/src/test/java/dev/concilia/bench/*.java \
    || fail "The bench does not compile; the lines above say why."
  mv "$bench_dir/sources" "$bench_dir/stamp"
}

# Brings pouchdb-server by npm, once; where that fails the row says so and the others run all the same.
bring_pouchdb() {
  local home=$bench_dir/pouchdb
  pouchdb='' pouchdb_reason=''
  if ! have npm; then
    pouchdb_reason="npm is not installed"
  elif [ ! -x "$home/node_modules/.bin/pouchdb-server" ]; then
    say "Bringing pouchdb-server by npm (once)…"
    mkdir -p "$home"
    printf '{"private":true}\n' >"$home/package.json"
    run_logged "$bench_dir/npm.log" npm install --prefix "$home" --no-fund --no-audit --ignore-scripts=false \
      pouchdb-server@4 || pouchdb_reason="npm could not install pouchdb-server"
  fi
  if [ -x "$home/node_modules/.bin/pouchdb-server" ]; then
    pouchdb=$home/node_modules/.bin/pouchdb-server
  fi
}

# Stops what this run has started and removes its folder, however the run ends.
end_bench() {
  local pid
  trap - EXIT INT TERM HUP
  if [ -n "${bench_client:-}" ] && kill -TERM "$bench_client" 2>/dev/null; then
    wait "$bench_client" 2>/dev/null || true # its shutdown hook stops the hubs, and they their databases
  fi
  for pid in "$bench_work"/*/hub.pid "$bench_work"/*/data/postgres/postmaster.pid; do
    if [ -f "$pid" ]; then # only where the client was killed
      kill -TERM "$(head -n 1 "$pid")" 2>/dev/null && sleep 5
    fi
  done
  rm -rf "$bench_work"
}

# run_bench SIZE ONLY
run_bench() {
  bench_work=$(mktemp -d "${TMPDIR:-/tmp}/concilia-bench.XXXXXX")
  trap end_bench EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  local options=(-Xmx512m -Dbench.pouchdb="${pouchdb:-}" -Dbench.pouchdb-reason="${pouchdb_reason:-}")
  if [ -n "${BENCH_HUB_OPTIONS:-}" ]; then
    options+=(-Dbench.hub-options="$BENCH_HUB_OPTIONS")
  fi
  "$JAVA_HOME/bin/java" "${options[@]}" -cp "$bench_dir/classes:$bench_dir/lib/lib/*" dev.concilia.bench.Bench \
    "$bench_jar" "$bench_work" "$1" "$2" &
  bench_client=$!
  local status=0
  wait "$bench_client" || status=$?
  bench_client=''
  return "$status"
}
