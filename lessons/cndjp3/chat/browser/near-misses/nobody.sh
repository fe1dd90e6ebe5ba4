# says: So far only User A and User B have spoken
curl -sf --max-time 10 --data 'Who am I?' http://node:30080/api/topics/chatroom
