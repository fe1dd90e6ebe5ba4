# says: User B has not said anything yet
curl -sf --max-time 10 -H 'X-Chat-User: User Bob' --data 'I am Bob' http://node:30192/api/topics/chatroom
