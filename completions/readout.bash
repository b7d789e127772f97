# Completion of readout's commands and options for bash (https://github.com/scop/bash-completion).

_readout()
{
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    local commands="read extract code articles analyse explain brief timeline meetings trips statements proposals positions
        figures events actors talks reports conflicts processes rounds dating diff runs export confirm reject note add decisions
        withdraw verify rules model watch serve help"
    local filters="--db --since --until --actor --place --process --help"
    COMPREPLY=()

    if [ "$COMP_CWORD" -eq 1 ]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$current")
        return
    fi
    if [[ $command == diff && $previous == --since ]]; then
        mapfile -t COMPREPLY < <(compgen -W "brief run: published:" -- "$current")
        return
    fi
    case $previous in
    --db | --meta | --model | --opml | --token-file) mapfile -t COMPREPLY < <(compgen -f -- "$current") && return ;;
    --csv) [[ $command == export ]] && mapfile -t COMPREPLY < <(compgen -d -- "$current") && return ;;
    --data) mapfile -t COMPREPLY < <(compgen -d -- "$current") && return ;;
    --since | --until | --actor | --place | --process | --as-of | --jobs | --max-size | --limit | --agent | --every | --delay | --port | --listen | --host | --sentence | --undo | --because | --report | --quote) return ;;
    --format) mapfile -t COMPREPLY < <(compgen -W "json plover phoenix icews" -- "$current") && return ;;
    --parts) mapfile -t COMPREPLY < <(compgen -W "tags lemmas entities tree" -- "$current") && return ;;
    esac
    case $command in
    help) mapfile -t COMPREPLY < <(compgen -W "$commands" -- "$current") && return ;;
    read) local options="--db --meta --data --data-alone --jobs --max-size --limit --agent --allow-private --in-process --progress --again --json --help" ;;
    watch) local options="--db --opml --once --every --delay --data --data-alone --max-size --limit --agent --allow-private --in-process --progress --json --help" ;;
    serve) local options="--db --port --open --listen --host --token-file --no-token --help" ;;
    extract | articles) local options="--meta --data --data-alone --jobs --max-size --limit --agent --allow-private --in-process --progress --help" ;;
    code) local options="--format --csv --explain --meta --data --data-alone --jobs --max-size --limit --agent --allow-private --in-process --progress --help" ;;
    analyse) local options="--tokens --parts --model --meta --data --data-alone --jobs --max-size --limit --agent --allow-private --in-process --progress --json --help" ;;
    model) local options="--json --help" ;;
    rules) local options="--data --data-alone --json --help" ;;
    explain) local options="--meta --data --data-alone --jobs --max-size --limit --agent --allow-private --in-process --progress --json --help" ;;
    brief) local options="$filters --json" ;;
    positions) local options="$filters --each --rejected --json --csv" ;;
    dating) local options="--db --json --csv --help" ;;
    diff) local options="$filters --json --csv" ;;
    runs) local options="--db --json --csv --help" ;;
    export) local options="$filters --as-of --story --csv --codebook --mend --rejected" ;;
    timeline) local options="$filters --all --each --json --csv --rejected" ;;
    meetings | trips | proposals | talks | events) local options="$filters --each --json --csv --rejected" ;;
    confirm | reject) local options="--db --because --help" ;;
    note) local options="--db --help" ;;
    add) local options="--db --report --quote --help" ;;
    decisions) local options="--db --undo --json --csv --help" ;;
    withdraw) local options="--db --because --forget --help" ;;
    verify) local options="--db --json --help" ;;
    actors) local options="$filters --json --csv --merge --split" ;;
    *) local options="$filters --json --csv --rejected" ;;
    esac
    if [[ $current == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$current")
    elif [[ $command == model && $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -W info -- "$current")
    elif [[ $command == add && $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -W "meeting trip statement proposal position talk figure coding -" -- "$current")
    elif [[ $command == rules && $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -W "list check" -- "$current")
    elif [[ $command == analyse || $command == model || $command == read || $command == extract || $command == articles || $command == explain ]]; then
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -o filenames -F _readout readout
