package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// errNoWindow reports that the program with the window is not installed.
var errNoWindow = errors.New("the window is not installed here; " + install + "; on the command line, daybook help says what there is")

// openWindow starts the program that has the window, with the archive or bundle
// at path unless that is "". On Unix this process becomes that program.
func openWindow(_ context.Context, path string) error {
	program, err := windowProgram()
	if err != nil {
		return err
	}
	if err := startable(program); err != nil {
		return err
	}
	args := []string{program}
	if path != "" {
		args = append(args, path)
	}
	if err := become(program, args); err != nil {
		return fmt.Errorf("start the window, %s: %w; %s anew", program, err, install)
	}
	return nil
}

// windowProgram returns the path of the program with the window.
func windowProgram() (string, error) {
	own, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("look for the window: %w", err)
	}
	if own, err = filepath.EvalSymlinks(own); err != nil {
		return "", fmt.Errorf("look for the window: %w", err)
	}
	return findWindow(filepath.Dir(own), runtime.GOOS)
}

// findWindow looks for the program with the window, starting from the folder of
// this program.
func findWindow(folder, system string) (string, error) {
	places := []string{"daybook-window", filepath.Join("..", "lib", "daybook", "daybook-window")}
	if system == "windows" {
		places = []string{"daybook.exe"}
	}
	for _, place := range places {
		path := filepath.Join(folder, place)
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			return path, nil
		}
	}
	return "", errNoWindow
}

// engine returns the web view, with its version, that the window's program names.
func engine() string {
	program, err := windowProgram()
	if err != nil || startable(program) != nil {
		return ""
	}
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Second)
	defer stop()
	out, err := exec.CommandContext(ctx, program, "version").Output()
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "WebKitGTK ") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}
