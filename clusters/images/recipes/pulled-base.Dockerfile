# The base of built images where upstream's can be pulled: the same packages as the one that debootstrap makes (see debian-rootfs.ts).
ARG BASE
FROM ${BASE}
RUN apt-get update -q \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
      ca-certificates curl jq procps iproute2 iptables nftables conntrack less bash tini \
 && apt-get clean && rm -rf /var/lib/apt/lists/*
