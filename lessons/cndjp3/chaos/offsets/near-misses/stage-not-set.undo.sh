bash ~/offsets.sh 1
