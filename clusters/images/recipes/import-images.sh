#!/bin/bash
# Runs in a container of the node image, by image-store.ts: fills /tatami/out/containerd, a /var/lib/containerd for nodes to come, with what
# the node image brings along and the images of /tatami/in/images.tar. Arguments: NAME-IN-THE-TAR=NAME-IN-THE-STORE, ...
set -euo pipefail
mkdir -p /var/lib/containerd /tatami/out/containerd
cp -a /var/lib/containerd/. /tatami/out/containerd/
mount --bind /tatami/out/containerd /var/lib/containerd

containerd --config /etc/containerd/config.toml > /tatami/out/containerd.log 2>&1 &
containerd=$!
until ctr version > /dev/null 2>&1; do
  kill -0 $containerd 2> /dev/null || { tail -n 20 /tatami/out/containerd.log >&2; exit 1; }
  sleep 0.1
done

ctr --namespace k8s.io images import /tatami/in/images.tar
for pair in "$@"; do [ "${pair%%=*}" = "${pair#*=}" ] || ctr --namespace k8s.io images tag --force "${pair%%=*}" "${pair#*=}" > /dev/null; done
# A pulled image keeps the name that it came with where pods know it by that.
comm -23 <(printf '%s\n' "${@%%=*}" | sort -u) <(printf '%s\n' "${@#*=}" | sort -u) | xargs -r ctr --namespace k8s.io images rm --sync > /dev/null
# What the kubelet is told about images, it must find unpacked.
ctr --namespace k8s.io images check | awk 'NR > 1 && !/ complete / { print "incomplete: " $0 > "/dev/stderr"; bad = 1 } END { exit bad }'
ctr --namespace k8s.io images ls --quiet | grep -v '@sha256:' | grep -v '^sha256:' | sort -u > /tatami/out/images.txt

kill -TERM $containerd
wait $containerd || true
umount /var/lib/containerd
rm /tatami/out/containerd.log
