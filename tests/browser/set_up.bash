# set_up.bash - what a script that drives a browser needs, read by it behind its own set-up: build.

# Finds Chromium (CHROMIUM, else on the path) and installs what is needed from npm. Fails with 77 where node or Chromium
# is absent and Debian's packages cannot be the cure, with 1 where they can (tools/deps) or npm fails.
set_up_browser() {
    local name absent=1
    command -v apt-get >/dev/null || absent=77
    for name in chromium chromium-browser google-chrome; do
        [ -n "${CHROMIUM:-}" ] || CHROMIUM=$(command -v $name)
    done
    export CHROMIUM
    [ -n "$CHROMIUM" ] || { echo "there is no chromium; tools/deps installs it"; return $absent; }
    command -v node >/dev/null || { echo "there is no node; tools/deps installs it"; return $absent; }
    install_packages
}

# The packages of package-lock.json in BUILD/browser, once.
install_packages() {
    local folder=$build/browser
    cmp -s tests/browser/package-lock.json "$folder/installed.json" && return
    mkdir -p "$folder" && cp tests/browser/package.json tests/browser/package-lock.json "$folder" || return 1
    npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund >"$folder/npm.log" 2>&1 || {
        cat "$folder/npm.log" >&2
        echo "npm cannot install the packages of tests/browser/package-lock.json into $folder" >&2
        return 1
    }
    cp "$folder/package-lock.json" "$folder/installed.json"
}

make_example_record() { # database
    "$build/readout" read --db "$1" --meta examples/manifest.json examples/camp-david >/dev/null
}
