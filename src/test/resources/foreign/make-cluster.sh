#!/bin/sh
# Makes two PostgreSQL nodes, as somebody who never heard of Bosai might: a primary "alpha", a standby "beta",
# each under a supervisor that starts the server again whenever it is down.
#
# usage: make-cluster.sh FOLDER BIN ALPHA_PORT BETA_PORT PAUSE
#   FOLDER   of the cluster; holds "password", the superuser's
#   BIN      folder of PostgreSQL's programs
#   PAUSE    seconds between two starts
set -eu

folder=$1 bin=$2 alpha_port=$3 beta_port=$4 pause=$5
here=$(cd "$(dirname "$0")" && pwd)
umask 077

data() {
  echo "$folder/$1/srv/pg"
}

configure() {
  node=$1 port=$2 upstream=$3
  cat >>"$(data "$node")/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 40
shared_buffers = 32MB
dynamic_shared_memory_type = mmap
wal_log_hints = on
wal_keep_size = 256MB
log_line_prefix = '%m [%p] '
# The primary has it too: it says how the node connects when it is a standby one day.
primary_conninfo = 'host=127.0.0.1 port=$upstream user=streamer passfile=$folder/$node/passfile'
CONF
}

supervise() {
  setsid "$here/supervise.sh" "$bin" "$(data "$1")" "$folder/$1" "$pause" </dev/null >/dev/null 2>&1 &
  "$here/node.sh" start "$bin" "$folder/$1" "$2"
}

mkdir -p "$folder/alpha/srv" "$folder/beta/srv"
"$bin/initdb" -D "$(data alpha)" -U dba --pwfile="$folder/password" --auth=scram-sha-256 -E UTF8 --no-sync >/dev/null
cat >"$(data alpha)/pg_hba.conf" <<HBA
host all         dba      127.0.0.1/32 scram-sha-256
host replication streamer 127.0.0.1/32 scram-sha-256
HBA
for node in alpha beta; do
  echo "*:*:*:streamer:streams" >"$folder/$node/passfile"
done
configure alpha "$alpha_port" "$beta_port"
supervise alpha "$alpha_port"

PGPASSWORD=$(cat "$folder/password") "$bin/psql" -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$alpha_port" -U dba postgres <<SQL
create role streamer login replication password 'streams';
create database bank;
\\c bank
create table payments (id bigint generated always as identity primary key, at timestamptz default clock_timestamp());
SQL

PGPASSFILE=$folder/beta/passfile "$bin/pg_basebackup" -D "$(data beta)" -h 127.0.0.1 -p "$alpha_port" -U streamer \
  -X stream --checkpoint=fast --no-sync
configure beta "$beta_port" "$alpha_port"
touch "$(data beta)/standby.signal"
supervise beta "$beta_port"
