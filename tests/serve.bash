# serve.bash - for tests of `readout serve`: starts it on a database of its own, asks it, and stops it.
#
# Source it at the top of the tree with $build set; then `serve_start DB [OPTION...]`, and $at is the address. What fails ends
# the test.
scratch=$(mktemp -d "${TMPDIR:-/tmp}/readout-test-XXXXXX") || exit 2
serve_process=
serve_stop() {
    [ -z "$serve_process" ] || { kill "$serve_process"; wait "$serve_process"; }
    serve_process=
}
trap 'serve_stop 2>/dev/null; rm -rf "$scratch"' EXIT
fail() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}
serve_start() { # database [option...]
    local db=$1 tries=0
    shift
    "$build/readout" serve --db "$db" --port 0 "$@" >"$scratch/address" 2>"$scratch/serve.err" &
    serve_process=$!
    while [ ! -s "$scratch/address" ]; do
        kill -0 "$serve_process" 2>/dev/null || fail "the server ended: $(cat "$scratch/serve.err")"
        [ $((tries += 1)) -lt 300 ] || fail "the server does not start"
        sleep 0.1
    done
    at=$(sed 's|/?token.*||; s|/$||' "$scratch/address")
}
# The answer's body on standard output; its status in $scratch/status.
get() { # path [curl option...]
    local path=$1
    shift
    curl -s --max-time 60 -o "$scratch/body" -w '%{http_code}' "$@" "$at$path" >"$scratch/status"
    cat "$scratch/body"
}
# The status must be that.
expect() { # status path [curl option...]
    local status=$1
    shift
    get "$@" >/dev/null
    [ "$(cat "$scratch/status")" = "$status" ] || fail "$1: status $(cat "$scratch/status"), expected $status"
}
example() { # database: the reports of the example
    "$build/readout" read --db "$1" --meta examples/manifest.json examples/camp-david >/dev/null || fail "cannot read the example"
}
