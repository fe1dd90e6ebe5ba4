#!/bin/bash
# A visitor who logged in when this lesson began asks about three times a second: do you know me still? Ctrl-C ends it and shows the totals.
cookie=$(kubectl -n kafka get configmap visitor -o jsonpath='{.data.cookie}')
known=0
unknown=0
failed=0
trap 'printf "\n%d times known, %d times unknown, %d times no answer\n" "$known" "$unknown" "$failed"; exit 0' INT TERM
while true; do
  answer=$(curl --silent --include --max-time 3 --header "Cookie: $cookie" http://node:30192/api/sessions/me | tr -d '\r')
  read -r _ status _ <<<"${answer%%$'\n'*}"
  by=$(sed -n 's/^x-version: */version /Ip' <<<"$answer")
  case "$status" in
  200)
    known=$((known + 1))
    printf '%(%T)T  known   by %s\n' -1 "$by"
    ;;
  401)
    unknown=$((unknown + 1))
    printf '%(%T)T  \e[33mUNKNOWN by %s: please log in\e[0m\n' -1 "$by"
    ;;
  *)
    failed=$((failed + 1))
    printf '%(%T)T  \e[31mNO ANSWER (%s)\e[0m\n' -1 "${status:-nobody there}"
    ;;
  esac
  sleep 0.3
done
