# says: does not say hello
echo goodbye > ~/greeting.txt
