#!/usr/bin/env bash
# Runs the tests that depend on the date once on a day of every kind, two days at a time. The clock
# goes on from that moment, in Amsterdam; what is counted in seconds (the monotonic clock) stays real.
# Without the FIX=0 faketime breaks the waits by which Python's threads take turns: ten times as slow.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v faketime >/dev/null || { echo "make days needs faketime: apt-get install faketime" >&2; exit 1; }
# Looked for once: to read all tests takes as long as to run these.
FILES=$(.venv/bin/python -m pytest -m dated --collect-only -q | sed -n 's/^\(tests.*\.py\): .*/\1/p')
on() {
  log=$(mktemp)
  if TZ=Europe/Amsterdam FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0 \
      faketime -m -f "@$1" \
      .venv/bin/python -m pytest -m dated $FILES -p no:cacheprovider -p no:xdist >"$log" 2>&1; then
    echo "$1, $2: $(tail -n 1 "$log")"
  else
    cat "$log"
    echo "$1, $2: FAILED"
    return 255 # xargs starts no other day
  fi
  rm "$log"
}
export -f on
export FILES
# Each weekday; the moment in front of and after both changes of the clock; ends of months.
tr '|' '\n' <<'DAYS' | sed 's/^ *//' | xargs -d '\n' -n 2 -P 2 bash -c 'on "$@"' on
2026-11-30 09:30:00|a Monday, and the last of a month of 30 days
2028-02-29 23:30:00|29 February, a Tuesday
2027-06-30 00:10:00|a Wednesday, when it is still Tuesday in London
2027-09-30 18:00:00|a Thursday, and the last of a month of 30 days
2027-12-31 23:55:00|31 December, a Friday
2027-03-27 10:00:00|the Saturday before the clock goes forward
2027-03-28 01:59:30|the Sunday on which it does, just before it
2027-10-30 23:30:00|the Saturday before the clock goes back
2027-10-31 02:59:30|the Sunday on which it does, just before it
DAYS
