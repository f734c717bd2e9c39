#!/bin/sh
# A client that never gives a server up: an open session inserts, and when it breaks the next one is opened.
# Each acknowledged insert prints its time by the server's clock, in seconds.
#
# usage: PGPASSWORD=... insist.sh BIN PORT
bin=$1 port=$2

inserts() {
  while true; do
    echo "insert into payments default values returning extract(epoch from clock_timestamp());"
    sleep 0.05
  done
}

while true; do
  inserts | "$bin/psql" -X -q -A -t -h 127.0.0.1 -p "$port" -U dba bank 2>/dev/null
  sleep 0.05
done
