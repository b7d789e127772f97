#!/usr/bin/env bash
# install.sh - `make install` puts everything where it belongs, a program can be built against it with pkg-config, and
# `make uninstall` takes all of it away again.
set -u
cd "$(dirname "$0")/.." || exit 2
[ -z "${SANITIZE:-}" ] || { echo "skipped: a library with sanitizers is not installed"; exit 77; }
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

fail() {
    echo "install.sh: $*" >&2
    exit 1
}

make --no-print-directory install BUILD="$build" PREFIX=/opt/readout DESTDIR="$scratch" >"$scratch/log" 2>&1 || {
    cat "$scratch/log" >&2
    fail "make install failed"
}
root=$scratch/opt/readout
for file in bin/readout include/readout.h share/man/man1/readout.1 share/zsh/site-functions/_readout \
    share/bash-completion/completions/readout; do
    [ -s "$root/$file" ] || fail "$file is not installed"
done
cat >"$scratch/program.c" <<'PROGRAM'
#include <stdio.h>
#include <string.h>
#include <readout.h>
int main(void)
{
    readout_error error = {0};
    readout_library *library = readout_library_open(NULL, &error);
    readout_reader *reader = library ? readout_reader_open(library, &error) : NULL;
    const char *text = "Carter met Begin at Camp David.";
    readout_report report = {.id = "a", .text = text, .text_length = strlen(text)};
    const char *json = reader ? readout_extract(reader, &report, NULL, &error) : NULL;
    puts(json ? json : error.text);
    readout_reader_close(reader);
    readout_library_close(library);
    return json == NULL;
}
PROGRAM
PKG_CONFIG_PATH=$(dirname "$(find "$root" -name readout.pc)")
export PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR=$scratch
# shellcheck disable=SC2046 # lists of words on purpose
cc "$scratch/program.c" -o "$scratch/shared" $(pkg-config --cflags --libs readout) || fail "the shared library"
unset PKG_CONFIG_SYSROOT_DIR
# shellcheck disable=SC2046 # only libreadout itself is static: others may lack what they need for that
cc "$scratch/program.c" -o "$scratch/static" -I"$root/include" "$(find "$root" -name libreadout.a)" \
    $(pkg-config --libs jansson libsodium libutf8proc sqlite3) -lm || fail "the static library"
libraries=$(dirname "$(find "$root" -name libreadout.so)")
record='^{"id":"a",.*}$'
LD_LIBRARY_PATH=$libraries "$scratch/shared" | grep -q "$record" || fail "the program with the shared library"
"$scratch/static" | grep -q "$record" || fail "the program with the static library"
(cd / && "$root/bin/readout" --version >/dev/null) || fail "the installed program does not run"
make --no-print-directory uninstall BUILD="$build" DESTDIR="$scratch" || fail "make uninstall failed"
left=$(find "$root" -type f -o -type l)
[ -z "$left" ] || fail "uninstall leaves $left"
echo "installed, used and taken away"
