ARG BASE
FROM ${BASE}
COPY bin/local-path-provisioner /usr/local/bin/local-path-provisioner
ENTRYPOINT ["local-path-provisioner"]
