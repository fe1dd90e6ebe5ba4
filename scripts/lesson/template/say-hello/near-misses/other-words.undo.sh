rm ~/greeting.txt
