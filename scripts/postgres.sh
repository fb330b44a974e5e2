# shellcheck shell=bash
# Starts a PostgreSQL of one's own that is thrown away afterwards. Sourced by scripts/test and scripts/soak.
#
#   postgres_start DIR [SETTING=VALUE…]
#                         lays a cluster under DIR, starts it on a free port of 127.0.0.1, exports TEST_POSTGRES, its programs first in PATH
#   postgres_stop         stops it at once; nothing in it is worth a checkpoint
#
# PostgreSQL's settings stay as it ships them but for those that are given: scripts/soak, which takes figures, gives none. Those
# of scripts/test leave commits as they are (synchronous_commit): they are asked for and waited for, also when a process is
# killed, and that is proven. That a disk keeps them when the power goes no test proves. So on a disk every sync is
# made that is made for people; where DIR lies in /dev/shm, where a sync does nothing, none is asked for.

postgres_bin() {
  local dir
  for dir in $(printf '%s\n' /usr/lib/postgresql/*/bin | sort -rV) "$(pg_config --bindir 2>/dev/null || true)"; do
    if [ -x "$dir/initdb" ] && [ -x "$dir/postgres" ]; then
      echo "$dir"
      return
    fi
  done
  return 1
}

# PostgreSQL refuses to run as root, so root lends it to somebody with fewer rights.
postgres_as() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif id -u postgres >/dev/null 2>&1; then
    runuser -u postgres -- "$@"
  else
    runuser -u nobody -- "$@"
  fi
}

# A port that nobody listens on now. Somebody may take it before the server does: then the start is tried again.
postgres_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 30000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

postgres_start() {
  local dir=$1 bin port try setting settings=
  shift
  for setting in "$@"; do settings+=" -c $setting"; done
  bin=$(postgres_bin)
  mkdir -p "$dir/pg"
  if [ "$(id -u)" -eq 0 ]; then
    chmod 711 "$dir"
    chown "$(postgres_as id -u)" "$dir/pg"
  fi
  (cd "$dir/pg" && postgres_as "$bin/initdb" -D "$dir/pg/data" -U switchboard -A trust -E UTF8 --locale=C.UTF-8) \
    >"$dir/initdb.log" 2>&1 || {
    cat "$dir/initdb.log" >&2
    return 1
  }
  for try in 1 2 3 4 5; do
    port=$(postgres_port)
    if (cd "$dir/pg" && postgres_as "$bin/pg_ctl" -D "$dir/pg/data" -l "$dir/pg/server.log" -w -t 30 -s \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=200$settings" start); then
      POSTGRES_DIR=$dir
      # Its own psql: what Debian lays before it is a Perl script, which takes longer than most commands.
      export PATH=$bin:$PATH
      export TEST_POSTGRES="postgres://switchboard@127.0.0.1:$port/postgres"
      return
    fi
    echo "PostgreSQL did not start on port $port (try $try of 5)" >&2
  done
  tail -n 20 "$dir/pg/server.log" >&2 || true
  return 1
}

postgres_stop() {
  [ -n "${POSTGRES_DIR:-}" ] || return 0
  (cd / && postgres_as "$(postgres_bin)/pg_ctl" -D "$POSTGRES_DIR/pg/data" -m immediate -w -t 30 -s stop) || true
  POSTGRES_DIR=
}
