#!/bin/bash
set -eu
# What the page does: log in, keep the cookie, send.
cookies=$(mktemp)
curl -sf --max-time 10 --cookie-jar "$cookies" -H 'content-type: application/json' --data '{"name":"User C"}' http://node:30080/api/sessions
curl -sf --max-time 10 --cookie "$cookies" -H 'content-type: text/plain' --data "Hello from the page" http://node:30080/api/topics/chatroom
rm "$cookies"
