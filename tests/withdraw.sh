#!/usr/bin/env bash
# withdraw.sh - a report that is withdrawn leaves the record as if it had never been read, comes back when it is read
# again or the withdrawal is undone, and, forgotten, leaves no word in the file.
#
# PAIRS says for how many pairs of reports the same is shown (5).
set -u
cd "$(dirname "$0")/.." || exit 2
build=$(realpath "${BUILD:-build}")
command -v sqlite3 >/dev/null || { echo "skipped: there is no sqlite3 shell"; exit 77; }
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT
export LC_ALL=C.UTF-8
unset READOUT_DB

fail() {
    echo "withdraw.sh: $*" >&2
    exit 1
}

readout() {
    "$build/readout" "$@"
}

show() { # database: the merged record, and the reports but for the time and, after a return, the version
    readout export --story --db "$1" && readout export --db "$1" | grep -Ev '"fact":"(report|actor)"' | sort &&
        readout reports --json --db "$1" | sed 's/"version":[0-9]*,//'
}

readout read --db "$scratch/all.db" --meta examples/manifest.json examples/camp-david >/dev/null || exit 1
sqlite3 "$scratch/all.db" "SELECT json_object('id', external_id, 'outlet', outlet, 'published', published, 'title', title,
    'url', url, 'text', content) FROM report JOIN text ON hash = text_hash ORDER BY external_id" >"$scratch/reports"
mapfile -t ids < <(sqlite3 "$scratch/all.db" "SELECT external_id FROM report ORDER BY external_id")
count=${#ids[@]}
[ "$count" -gt 9 ] || fail "only $count reports; the test proves nothing"
show "$scratch/all.db" >"$scratch/whole"

without() { # number...: the record with these reports withdrawn is that of the others
    local number lines="" names=()
    for number in "$@"; do
        lines+="$((number + 1))d;"
        names+=("${ids[number]}")
    done
    rm -f "$scratch"/some.db* "$scratch"/less.db*
    sed "$lines" "$scratch/reports" | readout read --db "$scratch/some.db" - >/dev/null || exit 1
    sqlite3 "$scratch/all.db" ".backup $scratch/less.db"
    readout withdraw --db "$scratch/less.db" --because "read by mistake" "${names[@]}" >/dev/null || fail "${names[*]}: not withdrawn"
    show "$scratch/some.db" >"$scratch/expected"
    show "$scratch/less.db" >"$scratch/is"
    cmp "$scratch/is" "$scratch/expected" || fail "without ${names[*]} the record is another"
    cmp -s "$scratch/is" "$scratch/whole" && fail "without ${names[*]} the record is the whole"
}

for ((i = 0; i < count; i++)); do
    without $i
    if ((i % 2)); then
        sed -n "$((i + 1))p" "$scratch/reports" | readout read --db "$scratch/less.db" - >/dev/null || exit 1
    else
        readout decisions --db "$scratch/less.db" --undo 1 || exit 1
    fi
    show "$scratch/less.db" | cmp - "$scratch/whole" || fail "${ids[i]} did not come back"
    found=$(sqlite3 "$scratch/less.db" "SELECT count(*) FROM report_search WHERE report_search MATCH 'the'")
    [ "$found" = "$(sqlite3 "$scratch/all.db" "SELECT count(*) FROM report_search WHERE report_search MATCH 'the'")" ] ||
        fail "${ids[i]} cannot be searched"
done
for ((i = 0; i < ${PAIRS:-5}; i++)); do
    without $((i % count)) $(((i * 4 + 4) % count))
done

# A word that one report alone has is nowhere in the file once that is forgotten; others stay.
printf '%s\n' '{"id": "one", "text": "Anwar Sadat met Menachem Begin in Quixomber on Sunday."}' \
    '{"id": "two", "text": "Anwar Sadat met Menachem Begin in Jerusalem on Sunday."}' |
    readout read --db "$scratch/all.db" - >/dev/null || exit 1
place=$(readout export --db "$scratch/all.db" | grep '"report":"one"' | grep '"fact":"meeting"' |
    sed 's/.*"start":\([0-9]*\),"end":\([0-9]*\).*/one:\1-\2:meeting/')
readout confirm --db "$scratch/all.db" "$place" >/dev/null || fail "cannot confirm $place"
readout withdraw --db "$scratch/all.db" one >/dev/null || fail "one is not withdrawn"
grep -qai quixomber "$scratch/all.db" || fail "withdrawn, the report is gone"
readout withdraw --db "$scratch/all.db" --forget one >/dev/null || fail "one is not forgotten"
grep -lai quixomber "$scratch"/all.db* && fail "forgotten, its words are still in the file"
readout reports --db "$scratch/all.db" --json | grep -q '"report":"two"' || fail "another report is gone"
readout withdraw --db "$scratch/all.db" nothing 2>"$scratch/errors" && fail "a report that is none is withdrawn"
grep -q "no report 'nothing'" "$scratch/errors" || fail "it does not say that there is no such report"
readout withdraw --db "$scratch/none.db" one 2>/dev/null
[ -e "$scratch/none.db" ] && fail "withdrawing makes a database"
echo "$count reports and ${PAIRS:-5} pairs withdrawn: the record is that of the others; all come back"
