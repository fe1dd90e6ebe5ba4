# One image under four names (kube-apiserver, -controller-manager, -scheduler, -proxy): it is tagged, not built, four times.
# kube-proxy needs the iptables and conntrack of the base.
ARG BASE
FROM ${BASE}
COPY bin/kubernetes /usr/local/bin/kube-apiserver
RUN for name in kube-controller-manager kube-scheduler kube-proxy; do ln -s kube-apiserver /usr/local/bin/$name; done
