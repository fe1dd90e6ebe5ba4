#!/bin/bash
# Everything of Part 1, and a note of the brokers that there are at the start of Part 2.
set -eu
bash ~/all-up.sh
bash ~/note-brokers.sh
