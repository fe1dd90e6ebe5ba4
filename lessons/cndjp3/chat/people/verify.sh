#!/bin/bash
# Passed when both User A and User B have sent a message through the chat.
senders=$(timeout 30 kcat -b node:30090,node:30091,node:30092 -C -t chatroom -o beginning -e -q -f '%h\n' 2>/dev/null) || not_yet \
  en "The topic chatroom could not be read to its end just now. Look with: kubectl get pods -n kafka" \
  ja "トピック chatroom を最後まで読めませんでした。確認: kubectl get pods -n kafka"

for user in "User A" "User B"; do
  count=$(grep -c "from=$user\(,\|\$\)" <<<"$senders")
  [ "$count" -ge 1 ] || not_yet \
    en "$user has not said anything yet. Type a line into: chat \"$user\". Look who has: kcat -b node:30090 -C -t chatroom -e -f '%h: %s\n'" \
    ja "$user はまだ何も話していません。chat \"$user\" に 1 行入力してください。確認: kcat -b node:30090 -C -t chatroom -e -f '%h: %s\n'"
done

echo "both have spoken"
