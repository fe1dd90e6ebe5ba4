#!/bin/bash
# Runs in a container of the node image, by plain-image.ts: puts the images of the shared store into this container's own /var/lib/containerd, as
# kind's `build node-image` does (pkg/build/nodeimage/imageimporter.go: imported, not unpacked). Arguments: names of the images.
set -euo pipefail

start() {
  containerd --config /etc/containerd/config.toml > /tatami/scratch/containerd.log 2>&1 &
  containerd=$!
  until ctr version > /dev/null 2>&1; do
    kill -0 $containerd 2> /dev/null || { tail -n 20 /tatami/scratch/containerd.log >&2; exit 1; }
    sleep 0.1
  done
}
stop() {
  kill -TERM $containerd
  wait $containerd || true
}

# The store is only read: what containerd writes beside it goes to the scratch folder.
mkdir -p /var/lib/containerd /tatami/scratch/upper /tatami/scratch/work
mount -t overlay overlay -o lowerdir=/tatami/store,upperdir=/tatami/scratch/upper,workdir=/tatami/scratch/work /var/lib/containerd
start
ctr --namespace k8s.io images export /tatami/scratch/images.tar "$@"
stop
umount /var/lib/containerd

start
ctr --namespace k8s.io images import --label io.cri-containerd.pinned=pinned --all-platforms --no-unpack --digests /tatami/scratch/images.tar
stop
