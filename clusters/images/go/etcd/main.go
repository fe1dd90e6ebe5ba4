// Command etcd is etcd's own server. It is built through this module because
// `go install go.etcd.io/etcd/server/v3` refuses the replace directives in etcd's go.mod.
package main

import (
	"os"

	"go.etcd.io/etcd/server/v3/etcdmain"
)

func main() {
	etcdmain.Main(os.Args)
}
