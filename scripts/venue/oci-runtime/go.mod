module tatami/oci-runtime

go 1.19
