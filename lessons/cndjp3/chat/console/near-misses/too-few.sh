# says: There are 2 messages in chatroom
printf 'one\ntwo\n' | timeout 30 kcat -b node:30090,node:30091,node:30092 -P -t chatroom
