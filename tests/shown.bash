# shown.bash - what scripts ask of the output of commands; read by them behind their own set-up (build, readout, scratch).
failures=0
checks=0

complain() {
    echo "${0##*/}: $*" >&2
    failures=$((failures + 1))
}

# The output of a command has this line, as grep -E reads it.
has() { # pattern command...
    local pattern=$1
    shift
    checks=$((checks + 1))
    "$readout" "$@" >"$scratch/out" 2>&1 || complain "$*: exit status $?"
    grep -qE -- "$pattern" "$scratch/out" || { complain "$*: has no line '$pattern':"; cat "$scratch/out" >&2; }
}

# ... has so many such lines.
counts() { # number pattern command...
    local number=$1 pattern=$2 found
    shift 2
    checks=$((checks + 1))
    found=$("$readout" "$@" | grep -cE -- "$pattern")
    [ "$found" -eq "$number" ] || complain "$*: $found lines '$pattern', not $number"
}
