// oci-runtime stands in front of runc on hosts whose capability bounding set is not full (some virtual machines and CI
// runners take CAP_SYS_RESOURCE away). There runc fails with "unable to apply caps" as soon as a container asks for a
// capability that nobody on the host can have, which is what --privileged and so every kind node does.
//
// It takes out of the process that is to be started what this host cannot give: capabilities outside the bounding set,
// resource limits above its own, and an OOM score below its own. Then it becomes runc. It gives nothing to anybody.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "tatami oci-runtime:", err)
		os.Exit(1)
	}
}

// run adapts the file that the command line names, if it names one, and replaces this process by runc.
func run(args []string) error {
	runc, err := exec.LookPath("runc")
	if err != nil {
		return fmt.Errorf("the real runtime is not on PATH: %w", err)
	}
	host, err := readHost("/proc/self")
	if err != nil {
		return err
	}
	call := parseCall(args)
	switch {
	case call.command == "create" || call.command == "run":
		err = adaptFile(filepath.Join(call.bundle, "config.json"), host.adaptSpec)
	case call.command == "exec" && call.process != "":
		err = adaptFile(call.process, host.adaptProcess)
	}
	if err != nil {
		return err
	}
	return syscall.Exec(runc, append([]string{runc}, args...), os.Environ())
}
