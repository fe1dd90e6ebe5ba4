#!/bin/bash
set -eu
echo "Hello, B! Can you read me?" | timeout 60 chat "User A"
echo "Loud and clear, A." | timeout 60 chat "User B"
