#!/bin/bash
# Passed when greeting.txt in the learner's home says hello. Runs as another user: HOME is not the learner's.
file=/home/learner/greeting.txt

[ -e "$file" ] || not_yet \
  en "There is no file greeting.txt yet. Look with: ls" \
  ja "greeting.txt がまだありません。確認: ls"

grep -qx hello "$file" || not_yet \
  en "greeting.txt does not say hello. Look with: cat greeting.txt" \
  ja "greeting.txt の中身が hello ではありません。確認: cat greeting.txt"

echo "greeting.txt says hello"
