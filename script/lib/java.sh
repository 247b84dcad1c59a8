# shellcheck shell=bash
# Finds a JDK. The machine's `java` may be any version, so the folder decides, not the PATH.

jdk_wanted=25

# jdk_major FOLDER: prints the major version of the JDK there; fails where there is no JDK (a JRE has no javac).
jdk_major() {
  local home=$1 version=''
  [ -x "$home/bin/java" ] && [ -x "$home/bin/javac" ] || return 1
  if [ -r "$home/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([0-9][0-9]*\).*/\1/p' "$home/release" | head -n 1)
  fi
  if [ -z "$version" ]; then
    version=$("$home/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p' | head -n 1)
  fi
  [ -n "$version" ] && printf '%s\n' "$version"
}

jdk_suffices() {
  local major
  major=$(jdk_major "$1") && [ "$major" -ge "$jdk_wanted" ]
}

# The folder of the `java` on the PATH, through links and version managers' shims.
jdk_on_path() {
  have java || return 0
  java -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p' | head -n 1
}

# The system's folders of JDKs, one a line.
jdk_system_folders() {
  local home
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/*; do
    if [ -d "$home" ]; then
      printf '%s\n' "$home"
    fi
  done
}

# Prints the JDK to use: JAVA_HOME, then the PATH's, then the system folders' lowest that is new enough (the nearest
# to what is tested).
find_jdk() {
  local home major best='' best_major=0
  if jdk_suffices "${JAVA_HOME:-}"; then
    printf '%s\n' "$JAVA_HOME"
    return 0
  fi
  home=$(jdk_on_path)
  if jdk_suffices "$home"; then
    printf '%s\n' "$home"
    return 0
  fi
  while IFS= read -r home; do
    major=$(jdk_major "$home") || continue
    if [ "$major" -ge "$jdk_wanted" ] && { [ -z "$best" ] || [ "$major" -lt "$best_major" ]; }; then
      best=$home best_major=$major
    fi
  done < <(jdk_system_folders)
  [ -n "$best" ] && printf '%s\n' "$best"
}

# Sets JAVA_HOME and puts its bin first on the PATH. As root on a system whose packages have the JDK, installs it.
use_jdk() {
  local home package="openjdk-$jdk_wanted-jdk-headless"
  if ! home=$(find_jdk) && can_install; then
    apt update || true
    if apt-cache show "$package" >/dev/null 2>&1; then
      install_packages "$package"
    fi
    home=$(find_jdk) || true
  fi
  if [ -z "$home" ]; then
    fail "Concilia needs a JDK, version $jdk_wanted or newer; none was found in JAVA_HOME, on the PATH or in the system's JVM folder." \
      "Install Eclipse Temurin $jdk_wanted or your distribution's openjdk-$jdk_wanted, or set JAVA_HOME to one you have."
  fi
  export JAVA_HOME=$home PATH="$home/bin:$PATH"
}
