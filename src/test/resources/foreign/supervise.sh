#!/bin/sh
# Keeps a server running: whenever it is down it is started again. A file "off" holds it back.
#
# usage: supervise.sh BIN DATA FOLDER PAUSE
bin=$1 data=$2 folder=$3 pause=$4
echo $$ >"$folder/supervisor.pid"
while true; do
  if [ ! -e "$folder/off" ]; then
    echo start >>"$folder/starts"
    "$bin/postgres" -D "$data" >>"$folder/server.log" 2>&1
  fi
  sleep "$pause"
done
