package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// host is what this process could give to a container at most.
type host struct {
	// bounding has bit n set when capability n can be had.
	bounding    uint64
	oomScoreAdj int64
	// hardLimit gives this process's own hard limit; false for a resource it does not know.
	hardLimit func(resource string) (uint64, bool)
}

// capabilities in the order of their numbers in linux/capability.h.
var capabilities = strings.Fields(`
	CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID CAP_SETPCAP
	CAP_LINUX_IMMUTABLE CAP_NET_BIND_SERVICE CAP_NET_BROADCAST CAP_NET_ADMIN CAP_NET_RAW CAP_IPC_LOCK CAP_IPC_OWNER
	CAP_SYS_MODULE CAP_SYS_RAWIO CAP_SYS_CHROOT CAP_SYS_PTRACE CAP_SYS_PACCT CAP_SYS_ADMIN CAP_SYS_BOOT CAP_SYS_NICE
	CAP_SYS_RESOURCE CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_MKNOD CAP_LEASE CAP_AUDIT_WRITE CAP_AUDIT_CONTROL CAP_SETFCAP
	CAP_MAC_OVERRIDE CAP_MAC_ADMIN CAP_SYSLOG CAP_WAKE_ALARM CAP_BLOCK_SUSPEND CAP_AUDIT_READ CAP_PERFMON CAP_BPF
	CAP_CHECKPOINT_RESTORE`)

// resources are the limits' numbers in asm-generic/resource.h.
var resources = map[string]int{
	"RLIMIT_CPU": 0, "RLIMIT_FSIZE": 1, "RLIMIT_DATA": 2, "RLIMIT_STACK": 3, "RLIMIT_CORE": 4, "RLIMIT_RSS": 5,
	"RLIMIT_NPROC": 6, "RLIMIT_NOFILE": 7, "RLIMIT_MEMLOCK": 8, "RLIMIT_AS": 9, "RLIMIT_LOCKS": 10, "RLIMIT_SIGPENDING": 11,
	"RLIMIT_MSGQUEUE": 12, "RLIMIT_NICE": 13, "RLIMIT_RTPRIO": 14, "RLIMIT_RTTIME": 15,
}

// readHost looks at this process itself: it runs with what the daemon, and so every container, has at most.
func readHost(proc string) (host, error) {
	h := host{hardLimit: ownHardLimit}
	status, err := os.ReadFile(filepath.Join(proc, "status"))
	if err != nil {
		return h, err
	}
	_, after, found := strings.Cut(string(status), "CapBnd:")
	line, _, _ := strings.Cut(after, "\n")
	if h.bounding, err = strconv.ParseUint(strings.TrimSpace(line), 16, 64); !found || err != nil {
		return h, fmt.Errorf("no CapBnd in %s/status", proc)
	}
	score, err := os.ReadFile(filepath.Join(proc, "oom_score_adj"))
	if err != nil {
		return h, err
	}
	h.oomScoreAdj, err = strconv.ParseInt(strings.TrimSpace(string(score)), 10, 64)
	return h, err
}

func ownHardLimit(resource string) (uint64, bool) {
	number, known := resources[resource]
	var limit syscall.Rlimit
	if !known || syscall.Getrlimit(number, &limit) != nil {
		return 0, false
	}
	return limit.Max, true
}

// lacks is false for a capability it has never heard of: what to do with it is for runc to say.
func (h host) lacks(capability string) bool {
	for number, name := range capabilities {
		if name == capability {
			return h.bounding&(1<<uint(number)) == 0
		}
	}
	return false
}
