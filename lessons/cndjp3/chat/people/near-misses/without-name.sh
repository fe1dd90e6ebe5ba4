# says: User B has not said anything yet
curl -sf --max-time 10 --data 'I am User B' http://node:30192/api/topics/chatroom
