#!/bin/bash
# Asks the web app about five times a second and says what it answers. Ctrl-C ends it and shows the totals.
url=${1:-http://node:30080/}
answered=0
failed=0
trap 'printf "\n%d answered, %d failed\n" "$answered" "$failed"; exit 0' INT TERM
while true; do
  # The answer, and on a line of its own its number: 200 is good.
  answer=$(curl --silent --max-time 3 --write-out '\n%{http_code}' "$url")
  text=${answer%%$'\n'*}
  if [ "${answer##*$'\n'}" = 200 ]; then
    answered=$((answered + 1))
    printf '%(%T)T  ok   %s\n' -1 "$text"
  else
    failed=$((failed + 1))
    printf '%(%T)T  \e[31mFAILED: %s\e[0m\n' -1 "${text:-nobody answered}"
  fi
  sleep 0.2
done
