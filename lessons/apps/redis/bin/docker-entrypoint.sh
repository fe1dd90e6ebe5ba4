#!/bin/sh
# Starts what it is told to; flags and files of settings alone are for redis-server. Root starts Redis as the user redis.
set -eu
case "${1:--}" in -* | *.conf) set -- redis-server "$@" ;; esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  chown -R redis:redis .
  exec setpriv --reuid redis --regid redis --init-groups "$@"
fi
exec "$@"
