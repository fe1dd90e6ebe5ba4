# says: User A has not said anything in this lesson yet
curl -sf --max-time 10 -H 'X-Chat-User: User B' --data 'Ready' http://node:30192/api/topics/chatroom
