# shellcheck shell=bash
# Calls a running hub with curl, and a line for each check. Sourced after common.sh.

hub_url=${HUB_URL:-http://localhost:${PORT:-8080}}
checks_failed=0
answer=
status=

need_key() {
  have curl || fail "This needs curl." "Install it and run the script again."
  if [ -z "${API_KEY:-${SYNC_API_KEY:-}}" ]; then
    fail "This needs an API key of the business in API_KEY." \
      "An owner makes one: POST /api/admin/keys, or a device's own from POST /api/admin/devices."
  fi
}

# call METHOD PATH [BODY]: sets $status and $answer; 000 where the hub did not answer.
call() {
  local all
  all=$(curl -sS --max-time 20 -w '\n%{http_code}' -X "$1" "$hub_url$2" -H "X-API-Key: ${API_KEY:-${SYNC_API_KEY:-}}" \
    ${3:+-H 'Content-Type: application/json' -d "$3"} 2>/dev/null) || true
  status=${all##*$'\n'}
  answer=${all%$'\n'*}
}

# check NAME COMMAND...: PASS or FAIL, and on FAIL what the hub said.
check() {
  local name=$1
  shift
  if "$@"; then
    printf 'PASS  %s\n' "$name"
  else
    printf 'FAIL  %s: %s %.300s\n' "$name" "$status" "$answer"
    checks_failed=$((checks_failed + 1))
  fi
}

is() {
  [ "$status" = "$1" ] && case $answer in *"$2"*) return 0 ;; *) return 1 ;; esac
}

end_checks() {
  if [ "$checks_failed" -gt 0 ]; then
    printf '%s failed.\n' "$checks_failed"
    exit 1
  fi
  echo 'All passed.'
}

new_id() {
  od -An -N16 -tx1 /dev/urandom | tr -d ' \n'
}
