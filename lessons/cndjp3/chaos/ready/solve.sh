#!/bin/bash
set -eu
# What the client does, without a terminal: log in, and send with the cookie.
cookies=$(mktemp)
curl -sf --max-time 10 --cookie-jar "$cookies" -H 'content-type: application/json' --data '{"name":"User A"}' http://node:30192/api/sessions >/dev/null
curl -sf --max-time 10 --cookie "$cookies" -H 'content-type: text/plain' --data "Ready for chaos" http://node:30192/api/topics/chatroom
rm "$cookies"
