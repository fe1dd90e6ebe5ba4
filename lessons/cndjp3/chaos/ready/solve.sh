#!/bin/bash
set -eu
echo "Ready for chaos" | timeout 60 chat "User A"
