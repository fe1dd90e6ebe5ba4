package main

import "strings"

// call is what matters of runc's command line.
type call struct {
	command string
	// bundle is the folder that holds config.json; runc's default is the working folder.
	bundle string
	// process is the file behind `exec --process`; empty when the command line itself says what to run.
	process string
}

// globalFlagsWithValue are runc's options before the command that take a value as the next argument.
var globalFlagsWithValue = map[string]bool{"--log": true, "--log-format": true, "--root": true, "--criu": true, "--rootless": true}

// parseCall reads `runc [global options] COMMAND [options] ...`.
func parseCall(args []string) call {
	c := call{bundle: "."}
	i := 0
	for ; i < len(args) && strings.HasPrefix(args[i], "-"); i++ {
		if globalFlagsWithValue["--"+strings.TrimLeft(args[i], "-")] {
			i++
		}
	}
	if i >= len(args) {
		return c
	}
	c.command = args[i]
	rest := args[i+1:]
	if bundle, found := flagValue(rest, "bundle", "b"); found {
		c.bundle = bundle
	}
	c.process, _ = flagValue(rest, "process", "p")
	return c
}

// flagValue finds `--name VALUE`, `--name=VALUE` and both with the short name and with one dash, as runc reads them.
func flagValue(args []string, names ...string) (string, bool) {
	for i, arg := range args {
		if arg == "--" {
			break
		}
		if !strings.HasPrefix(arg, "-") {
			continue
		}
		flag, value, inline := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		for _, name := range names {
			if flag != name {
				continue
			}
			if inline {
				return value, true
			}
			if i+1 < len(args) {
				return args[i+1], true
			}
		}
	}
	return "", false
}
