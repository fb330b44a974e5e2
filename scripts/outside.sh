# What testers that are not ours need: a Python of their own, a demo that runs, and an end to both. Sourced by scripts/scim and
# scripts/api, which say `program`, the program that is asked, and `here`, where they lie.

work=$(mktemp -d "${TMPDIR:-/tmp}/switchboard-outside.XXXXXX")
server=
clean_up() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean_up EXIT

# The first Python that is new enough and can make a place of its own.
python_here() {
  local python
  for python in python3 /usr/bin/python3 python3.14 python3.13 python3.12 python3.11; do
    "$python" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$python" && return 0
  done
  return 1
}

# tester NAME REQUIREMENTS: installs it from PyPI, each file by its hash; ends with 3 where it can't be had here.
tester() {
  python=$(python_here) || {
    echo "missing: Python 3.11 or later with venv (Debian: python3-venv)" >&2
    exit 3
  }
  { "$python" -m venv "$work/venv" && "$work/venv/bin/pip" install -q --disable-pip-version-check --no-deps --require-hashes \
    -r "$here/$2"; } >"$work/pip" 2>&1 || {
    tail -n 5 "$work/pip" >&2
    echo "missing: $1 could not be installed from PyPI" >&2
    exit 3
  }
}

# demo MEMBERS: one that runs, at `listen`, in which nobody has rung; what it says of itself lies in $work/demo.
demo() {
  # A port that nobody listens on now.
  listen=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print("%s:%d" % s.getsockname())')
  TMPDIR="$work" "$program" demo --members "$1" --fresh --listen "$listen" --json >"$work/demo" 2>"$work/server" &
  server=$!
  for _ in $(seq 120); do
    kill -0 "$server" 2>/dev/null || break
    [ -s "$work/demo" ] && "$python" -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])' \
      "http://$listen/sign-in" 2>/dev/null && break
    sleep 0.5
  done
  data=$("$python" -c 'import json, sys; print(json.load(open(sys.argv[1]))["data"])' "$work/demo") || {
    tail -n 20 "$work/server" >&2
    echo "the demo did not start" >&2
    exit 1
  }
}
