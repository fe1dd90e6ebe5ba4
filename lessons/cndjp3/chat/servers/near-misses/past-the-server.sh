# says: No message has come in through the publish server yet
echo 'Hello from curl' | timeout 30 kcat -b node:30090,node:30091,node:30092 -P -t chatroom
