#!/bin/sh
# Makes a primary "alpha" and its standby "beta" with Debian's own tools, as the manual of postgresql-common has it;
# their configuration stands outside their data directories.
#
# usage: make-debian.sh FOLDER VERSION ALPHA_PORT BETA_PORT
#   FOLDER   of the pair; holds "password", the superuser's
set -eu

folder=$1 version=$2 alpha_port=$3 beta_port=$4
PG_CLUSTER_CONF_ROOT=$folder/etc
PGPASSWORD=$(cat "$folder/password")
export PG_CLUSTER_CONF_ROOT PGPASSWORD

made() {
  mkdir -p "$folder/$1"
  pg_createcluster "$version" "$1" --port "$2" --datadir "$folder/$1/main" --socketdir "$folder/$1" \
    --logfile "$folder/$1/pg.log" -- \
    --no-sync --data-checksums --username=dba --pwfile="$folder/password" --auth=scram-sha-256 >/dev/null
  printf '%s\n' "listen_addresses = '127.0.0.1'" 'shared_buffers = 32MB' 'max_connections = 40' \
    >"$PG_CLUSTER_CONF_ROOT/$version/$1/conf.d/pair.conf"
}

mkdir -p "$PG_CLUSTER_CONF_ROOT"
made alpha "$alpha_port"
made beta "$beta_port"
pg_ctlcluster "$version" alpha start
psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$alpha_port" -U dba postgres <<SQL
create database bank;
\\c bank
create table payments (id bigint generated always as identity primary key, at timestamptz default clock_timestamp());
SQL

rm -rf "$folder/beta/main"
pg_basebackup -D "$folder/beta/main" -d "host=127.0.0.1 port=$alpha_port user=dba application_name=beta" \
  -R -X stream --checkpoint=fast --no-sync
pg_ctlcluster "$version" beta start
