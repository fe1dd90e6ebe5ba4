# says: 0 messages from ab are stored
ab -n 300 -c 4 -l -s 15 -H 'X-Chat-User: ab' -T text/plain -p ab-message.txt http://node:30192/api/topics/cellar
