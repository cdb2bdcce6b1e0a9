# shellcheck shell=bash
# Sourced by the commands of the house: one calm line for each step, all else in a log.

# calm "program" build/logs/program.log 'built' COMMAND...
#
# Runs the command with its output in the log. Says how long it took when that was
# noticeable. On failure shows the end of the log and leaves with the command's status.
calm() {
    local name=$1 log=$2 done_word=$3 status=0 begin=$SECONDS watcher=
    shift 3
    mkdir -p "$(dirname "$log")"
    : >"$log"
    if [ -t 1 ]; then
        calm_watch "$name" "$log" &
        watcher=$!
    fi
    "$@" >>"$log" 2>&1 </dev/null || status=$?
    if [ -n "$watcher" ]; then
        kill "$watcher" 2>/dev/null || true
        wait "$watcher" 2>/dev/null || true
        printf '\r\033[K'
    fi
    if [ "$status" -ne 0 ]; then
        printf '  %-9s failed:\n\n' "$name"
        tail -n 30 "$log"
        printf '\nThe whole log: %s\n' "$log"
        exit "$status"
    fi
    if [ $((SECONDS - begin)) -ge 3 ]; then
        printf '  %-9s %s in %s s\n' "$name" "$done_word" $((SECONDS - begin))
    else
        printf '  %-9s ready\n' "$name"
    fi
}

# On a terminal: the step and, for a build, how far it has come ("[12/240]").
calm_watch() {
    local name=$1 log=$2 begin=$SECONDS far
    while sleep 1; do
        far=$(grep -ao '^\[[0-9]*/[0-9]*\]' "$log" 2>/dev/null | tail -n 1)
        printf '\r\033[K  %-9s %s %s s' "$name" "${far:-...}" $((SECONDS - begin))
    done
}
