package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// A machine is the computer on which the figures were taken.
type machine struct {
	Date   string `json:"date"`
	System string `json:"system"`
	CPU    string `json:"cpu"`
	Cores  int    `json:"cores"`
	Memory string `json:"memory"`
	Load   string `json:"load"` // of the last minute, before the run
	Go     string `json:"go"`
	SQLite string `json:"sqlite"`
}

func thisMachine() machine {
	version, _, _ := sqlite3.Version()
	m := machine{
		Date: time.Now().UTC().Format("2006-01-02 15:04 MST"), System: runtime.GOOS + "/" + runtime.GOARCH,
		CPU: field("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(),
		Go: strings.TrimPrefix(runtime.Version(), "go"), SQLite: version,
	}
	if kB := field("/proc/meminfo", "MemTotal"); kB != "" {
		m.Memory = fmt.Sprintf("%.1f GB", float64(kilobytes(kB))/1e9)
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Load, _, _ = strings.Cut(string(load), " ")
	}
	return m
}

func (m machine) String() string {
	parts := []string{m.Date, m.System, fmt.Sprintf("%d cores", m.Cores)}
	for _, known := range []struct{ text, format string }{
		{m.CPU, "%s"}, {m.Memory, "%s memory"}, {m.Load, "load %s"}, {m.Go, "Go %s"}, {m.SQLite, "SQLite %s"},
	} {
		if known.text != "" {
			parts = append(parts, fmt.Sprintf(known.format, known.text))
		}
	}
	return strings.Join(parts, " · ")
}

// busy reports whether other programs kept half of the machine or more at work
// when the run began. Times are then too long, and their ratios unsteady.
func (m machine) busy() bool {
	load, err := strconv.ParseFloat(m.Load, 64)
	return err == nil && load > float64(m.Cores)/2
}

// peakMemory is the largest resident set this process had so far, in bytes, or
// 0 where the system does not say. It is that of the program as it runs now,
// which getrusage is not: that one counts the parent before the exec.
func peakMemory() int64 { return kilobytes(field("/proc/self/status", "VmHWM")) }

func kilobytes(text string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(strings.TrimSuffix(text, "kB")), 10, 64)
	return n << 10
}

// field is the first value of that name in a file of "name: value" lines, or
// nothing.
func field(path, name string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
