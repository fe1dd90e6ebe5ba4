#!/bin/bash
# Does what verify looks for, as the learner; harmless when it runs twice.
set -eu
echo hello > ~/greeting.txt
