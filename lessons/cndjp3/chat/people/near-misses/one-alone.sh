# says: User B has not said anything yet
curl -sf --max-time 10 -H 'X-Chat-User: User A' --data 'Hello? Anybody?' http://node:30192/api/topics/chatroom
