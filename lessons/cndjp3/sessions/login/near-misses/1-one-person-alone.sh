# says: One person has written
echo "Is anybody there?" | chat "User A"
echo "Nobody." | chat "User A"
