FROM scratch
COPY bin/etcd /usr/local/bin/etcd
