# shellcheck shell=bash
# Node for the frontend build. Vaadin's own download of Node does not work offline or behind a mirror; npm's does.

node_wanted=24

node_suffices() {
  local version
  version=$("$1" --version 2>/dev/null) || return 1
  version=${version#v}
  [ "${version%%.*}" -ge "$node_wanted" ] 2>/dev/null
}

local_node_works() {
  node_suffices "$root/.node/bin/node" && PATH="$root/.node/bin:$PATH" npm --version >/dev/null 2>&1
}

# Puts a Node that is new enough first on the PATH: the project's in .node, the system's, or a fresh one in .node.
use_node() {
  if ! local_node_works; then
    if node_suffices node && have npm; then
      return 0
    fi
    have npm || install_packages npm
    say "Bringing Node $node_wanted into .node (once)…"
    run_logged "$root/target/node.log" npm install --global --prefix "$root/.node" --no-fund --no-audit \
      --ignore-scripts=false "node@$node_wanted" npm@11 \
      && local_node_works \
      || fail "npm could not bring Node $node_wanted." \
        "Check the network, or install Node $node_wanted or newer with npm so that both are on the PATH."
  fi
  export PATH="$root/.node/bin:$PATH"
}
