# shellcheck shell=bash
# Words to the person at the terminal. Sourced by the scripts, which set $root to the repository first.

say() {
  printf '%s\n' "$*" >&2
}

# Says what is wrong and what to do about it, one sentence a line, and ends the script.
fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# run_logged LOG COMMAND...: quiet unless it fails; then the end of its output, and the command's status.
run_logged() {
  local log=$1 status=0
  shift
  mkdir -p "$(dirname "$log")"
  "$@" >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" -ne 0 ]; then
    tail -n 40 "$log" >&2
    say "(whole output: $log)"
  fi
  return "$status"
}
