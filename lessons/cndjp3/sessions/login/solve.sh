#!/bin/bash
set -eu
echo "Hello, this is A." | chat "User A"
echo "Hello, this is B." | chat "User B"
