#!/bin/bash
# Prints all messages of chatroom, one a line: PARTITION OFFSET TEXT. Fails when it could not read every partition to the end that it had before.
set -o pipefail
brokers=node:30090,node:30091,node:30092

known=$(timeout 20 kcat -b "$brokers" -m 10 -L -J -t chatroom) || exit 1
asked=()
for partition in $(jq -r '.topics[] | select(.topic == "chatroom").partitions[].partition' <<<"$known"); do
  asked+=(-t "chatroom:$partition:-1")
done
if [ "${#asked[@]}" = 0 ]; then
  echo "there is no topic chatroom"
  exit 1
fi

# Where each partition ends: lines like "chatroom [3] offset 120".
ends=$(timeout 30 kcat -b "$brokers" -Q "${asked[@]}") || exit 1

timeout 100 kcat -b "$brokers" -C -t chatroom -o beginning -e -q -J |
  jq -r '"\(.partition) \(.offset) \(.payload // "" | gsub("\n"; " "))"' |
  awk -v ends="$ends" '
    { print; if ($2 + 1 > next_offset[$1]) next_offset[$1] = $2 + 1 }
    END {
      count = split(ends, lines, "\n")
      for (i = 1; i <= count; i++) {
        split(lines[i], words, /[][ ]+/)
        if (words[4] + 0 > next_offset[words[2]] + 0) {
          print "partition " words[2] " was read to offset " next_offset[words[2]] + 0 " of " words[4]
          unread = 1
        }
      }
      exit unread
    }'
