#!/bin/bash
set -eu
ab -n 200 -c 4 -l -s 15 -H 'X-Chat-User: ab' -T text/plain -p ab-message.txt http://node:30192/api/topics/chatroom
