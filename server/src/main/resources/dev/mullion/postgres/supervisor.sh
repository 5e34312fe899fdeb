#!/bin/sh
# Runs the command given, and stops it when standard input ends: that is a pipe from the JVM, which the
# kernel closes however the JVM ends. Prints the command's process id. Ctrl-C and the end of a terminal
# reach neither this shell nor, as it leads a process group of its own, the command: the JVM decides.
# Should this shell be killed, its watcher still stops the command.
trap '' HUP INT TERM
# shellcheck disable=SC3045 # every sh of today has it; without it a core file could hold rows
ulimit -c 0 2>/dev/null
exec 3<&0 </dev/null
if command -v setsid >/dev/null 2>&1; then
    setsid "$@" 3<&- >&2 &
else
    set -m
    "$@" 3<&- >&2 &
fi
postmaster=$!
echo "$postmaster"
exec >&2
(
    read -r _ <&3
    # Again and again: a signal that comes before the command has its handlers is lost.
    tries=0
    while [ "$tries" -lt 200 ] && kill -INT "$postmaster"; do
        sleep 0.1
        tries=$((tries + 1))
    done
    kill -QUIT "$postmaster"
) 2>/dev/null &
watcher=$!
wait "$postmaster"
status=$?
kill -KILL "$watcher" 2>/dev/null
exit "$status"
