# shellcheck shell=bash
# Builds the hub's jar, and only when a source has changed.
#
# The stamp is the list "SHA-256  path" of all that goes into the jar, as git sees it: tracked files, and untracked ones
# that are not ignored. Contents count, times do not. The server runs a copy of the jar in target/server, so that
# no other Maven run can change the jar that the stamp speaks of, or the one under a running hub.

build_dir=$root/target/server
server_jar=$build_dir/concilia.jar
build_stamp=$build_dir/stamp
build_inputs=(pom.xml .mvn src/main package.json package-lock.json .npmrc tsconfig.json vite.config.ts types.d.ts)

maven() {
  (cd "$root" && MAVEN_OPTS="--enable-native-access=ALL-UNNAMED ${MAVEN_OPTS:-}" ./mvnw -B -ntp "$@" </dev/null)
}

# Paths of the sources, each ended by a null byte. Without git (a source archive): by the same rules, spelled out.
source_paths() {
  local input
  if [ -e "$root/.git" ] && git -C "$root" rev-parse >/dev/null 2>&1; then
    git -C "$root" ls-files -z --cached --others --exclude-standard -- "${build_inputs[@]}"
    return
  fi
  for input in "${build_inputs[@]}"; do
    if [ -e "$input" ]; then
      find "$input" -type f -not -path 'src/main/frontend/generated/*' -not -path 'src/main/bundles/*' -print0
    fi
  done
}

source_listing() (
  cd "$root" || exit
  sha256=(sha256sum)
  have sha256sum || sha256=(shasum -a 256) # macOS
  source_paths | while IFS= read -r -d '' path; do
    if [ -f "$path" ]; then # git still lists what was deleted and not yet staged
      printf '%s\0' "$path"
    fi
  done | xargs -0 "${sha256[@]}" | LC_ALL=C sort -u
)

# Prints one changed path where the jar is missing or older than the sources; nothing where it is current.
changed_source() {
  if [ ! -f "$server_jar" ] || [ ! -f "$build_stamp" ]; then
    printf 'everything\n'
    return
  fi
  source_listing | LC_ALL=C comm -3 "$build_stamp" - | sed 's/^[[:space:]]*[0-9a-f]*  *//' | head -n 1
}

# stamp_after LISTING_BEFORE: the listing that the jar stands for. Files count as they were before the build, so that an
# edit during the build leads to another one; except those that the build itself writes: Vaadin brings package.json and
# its neighbours up to date, and adds what is missing to the frontend.
stamp_after() {
  source_listing | awk '
    function path(line) { return substr(line, 67) }
    function written(p) { return p ~ /^(package(-lock)?\.json|tsconfig\.json|vite\.config\.ts|types\.d\.ts)$/ }
    NR == FNR { before[path($0)] = $0; next }
    { p = path($0) }
    written(p) || (!(p in before) && p ~ /^src\/main\/frontend\//) { before[p] = $0 }
    END { for (p in before) print before[p] }
  ' "$1" - | LC_ALL=C sort -u
}

# publish_jar LISTING_BEFORE: the jar first, then its stamp, each by rename; a cut in between means only another build.
publish_jar() {
  mkdir -p "$build_dir"
  rm -f "$build_stamp"
  cp "$root/target/concilia.jar" "$server_jar.new"
  mv "$server_jar.new" "$server_jar"
  stamp_after "$1" >"$build_stamp.new"
  mv "$build_stamp.new" "$build_stamp"
}

build_jar() {
  local before=$build_dir/sources
  mkdir -p "$build_dir"
  rm -f "$build_stamp"
  source_listing >"$before"
  # Tests are not even compiled: a half-written test must not keep the hub from starting.
  run_logged "$build_dir/build.log" maven -Dmaven.test.skip=true -DskipTests -Dspotless.check.skip=true package \
    || fail "The build failed; the lines above say why."
  publish_jar "$before"
}
