#!/bin/bash
set -eu
bash ~/offsets.sh 3
