#!/bin/bash
set -eu
# What the client does, without a terminal: log in, and send with the cookie.
say() {
  local cookies
  cookies=$(mktemp)
  curl -sf --max-time 10 --cookie-jar "$cookies" -H 'content-type: application/json' --data "{\"name\":\"$1\"}" http://node:30192/api/sessions >/dev/null
  curl -sf --max-time 10 --cookie "$cookies" -H 'content-type: text/plain' --data "$2" http://node:30192/api/topics/chatroom
  rm "$cookies"
}
say "User A" "Hello, B! Can you read me?"
say "User B" "Loud and clear, A."
