package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
)

// object keeps every field that this program does not know, and numbers as they were written.
type object = map[string]interface{}

// adaptSpec changes the process of a bundle's config.json.
func (h host) adaptSpec(spec object) {
	if process, ok := spec["process"].(object); ok {
		h.adaptProcess(process)
	}
}

// adaptProcess takes out what this host cannot give.
func (h host) adaptProcess(process object) {
	if sets, ok := process["capabilities"].(object); ok {
		for name, set := range sets {
			if list, ok := set.([]interface{}); ok {
				sets[name] = h.keepCapabilities(list)
			}
		}
	}
	if limits, ok := process["rlimits"].([]interface{}); ok {
		process["rlimits"] = h.keepLimits(limits)
	}
	if score, ok := process["oomScoreAdj"].(json.Number); ok {
		if wanted, err := score.Int64(); err == nil && wanted < h.oomScoreAdj {
			process["oomScoreAdj"] = h.oomScoreAdj
		}
	}
}

func (h host) keepCapabilities(list []interface{}) []interface{} {
	kept := []interface{}{}
	for _, entry := range list {
		if name, ok := entry.(string); !ok || !h.lacks(name) {
			kept = append(kept, entry)
		}
	}
	return kept
}

// keepLimits drops limits above this process's own: raising a hard limit needs the capability that is missing.
func (h host) keepLimits(limits []interface{}) []interface{} {
	kept := []interface{}{}
	for _, entry := range limits {
		limit, _ := entry.(object)
		resource, _ := limit["type"].(string)
		hard, _ := limit["hard"].(json.Number)
		wanted, err := strconv.ParseUint(hard.String(), 10, 64)
		if own, known := h.hardLimit(resource); known && err == nil && wanted <= own {
			kept = append(kept, entry)
		}
	}
	return kept
}

// adaptFile rewrites a JSON file in one step, so that nobody ever reads half of it.
func adaptFile(path string, adapt func(object)) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.UseNumber()
	var document object
	if err := decoder.Decode(&document); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	adapt(document)
	var adapted bytes.Buffer
	encoder := json.NewEncoder(&adapted)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(document); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".tatami")
	if err := os.WriteFile(temporary, adapted.Bytes(), info.Mode().Perm()); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
