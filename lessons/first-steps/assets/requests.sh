#!/bin/bash
# Asks the web app about five times a second and says which Pod answered. Ctrl-C ends it and shows the totals.
url=${1:-http://node:30080/}
answered=0
failed=0
trap 'printf "\n%d answered, %d failed\n" "$answered" "$failed"; exit 0' INT TERM
while true; do
  if line=$(curl --silent --fail --max-time 2 "$url"); then
    answered=$((answered + 1))
    printf '%(%T)T  ok   %s\n' -1 "$line"
  else
    failed=$((failed + 1))
    printf '%(%T)T  \e[31mFAILED: nobody answered\e[0m\n' -1
  fi
  sleep 0.2
done
