#!/usr/bin/env bash
# layers.sh - includes go down one list only: base, text, model, rules, read, merge, store, view, web, cli. ingest stands on
# base and text, and only cli and the pipeline stand on ingest; the pipeline stands on all up to view, and only store and
# above on it.
set -u
cd "$(dirname "$0")/.." || exit 2

# The folders that each folder may include, besides itself.
allowed() { # folder
    case $1 in
    base) ;;
    text) echo base ;;
    ingest | model) echo base text ;;
    rules) echo base text model ;;
    read) echo base text model rules ;;
    merge) echo base text model rules read ;;
    store) echo base text model rules read merge pipeline ;;
    view) echo base text model rules read merge store ;;
    pipeline) echo base text model rules read view ingest ;;
    web) echo base text model rules read merge store view ;;
    cli) echo base text model rules read merge store view ingest pipeline web ;;
    *) return 1 ;;
    esac
}

# Lines "FILE:LINE: FOLDER -> FOLDER" for every include below `root` that goes up.
offences() { # root
    local file folder line target
    while IFS=: read -r file line target; do
        folder=${file#"$1"/}
        folder=${folder%%/*}
        folder=${folder%.[ch]}
        [[ $target == */* || $target == pipeline.h ]] || continue
        target=${target%%/*}
        target=${target%.h}
        [ "$folder" = "$target" ] && continue
        [ -d "$1/$target" ] || [ "$target" = pipeline ] || continue
        [[ " $(allowed "$folder" | tr '\n' ' ') " == *" $target "* ]] || echo "$file:$line: $folder -> $target"
    done < <(grep -rnoE --include='*.[ch]' '^#include "[^"]+"' "$1" | sed 's/#include "//; s/"$//')
}

# An include that goes up must be found, or this test could not fail.
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/base" "$scratch/text"
echo '#include "text/token.h"' >"$scratch/base/str.c"
[ -n "$(offences "$scratch")" ] || { echo "layers.sh: does not find an include that goes up" >&2; exit 1; }

for folder in src/*/; do
    allowed "$(basename "$folder")" >/dev/null || { echo "$folder is in no layer" >&2; exit 1; }
done
found=$(offences src)
[ -z "$found" ] || { echo "$found" >&2; exit 1; }
echo "includes go down in $(find src -name '*.[ch]' | wc -l) files"
