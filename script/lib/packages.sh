# shellcheck shell=bash
# System packages: installed where the script may (root with apt-get), named where it may not.

can_install() {
  have apt-get && [ "$(id -u)" -eq 0 ]
}

apt() {
  DEBIAN_FRONTEND=noninteractive run_logged "$root/target/apt.log" apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}

# install_packages NAME...: does nothing without names.
install_packages() {
  [ $# -gt 0 ] || return 0
  if ! can_install; then
    if have apt-get; then
      fail "Missing: $*." "Install it with: sudo apt-get install $*"
    fi
    fail "Missing: $*. Install it with your system's package manager (the names are Debian's)."
  fi
  say "Installing $* (once)…"
  # A stale or half-reachable package list often still has what is needed, so only the installation decides.
  apt update || true
  apt install -y --no-install-recommends "$@" \
    || fail "apt-get could not install: $*." "Install it by hand, then run this again."
}

# Prints the browser for the page tests: CHROMIUM where it is set, else the first that starts (Ubuntu's stub, which only
# points to a snap, does not).
find_chromium() {
  local candidate path
  for candidate in "${CHROMIUM:-/usr/bin/chromium}" chromium chromium-browser google-chrome-stable google-chrome \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    if path=$(command -v "$candidate") && "$path" --version >/dev/null 2>&1 </dev/null; then
      printf '%s\n' "$path"
      return 0
    fi
    if [ -n "${CHROMIUM:-}" ]; then
      return 1
    fi
  done
  return 1
}

# Prints the major version of pg_dump; fails without one.
pg_dump_major() {
  local version
  version=$(pg_dump --version 2>/dev/null) || return 1
  version=${version#*) }
  printf '%s\n' "${version%%[!0-9]*}"
}

pg_dump_suffices() {
  local major
  major=$(pg_dump_major) && [ -n "$major" ] && [ "$major" -ge 15 ]
}
