package main

import (
	"debug/elf"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

const install = "install the package daybook"

// startable returns an error if a library that the program needs is missing.
// The loader's own message about that helps only packagers.
func startable(program string) error {
	return lacking(missingLibraries(program, libraryFolders(runtime.GOARCH)))
}

// lacking returns an error that says what is missing and which package has
// it, or nil if nothing is.
func lacking(missing []string) error {
	if len(missing) == 0 {
		return nil
	}
	name, more := missing[0], ""
	if i := slices.IndexFunc(missing, func(s string) bool { return strings.Contains(s, "webkit") }); i >= 0 {
		name = missing[i]
	}
	switch n := len(missing) - 1; n {
	case 0:
	case 1:
		more = " and one more library"
	default:
		more = fmt.Sprintf(" and %d more libraries", n)
	}
	return fmt.Errorf("the window needs %s%s, which is not on this computer; "+
		"install the package libwebkit2gtk-4.1-0 (Debian, Ubuntu) or webkit2gtk4.1 (Fedora); on the command line, daybook help says what there is", name, more)
}

// libraryFolders returns the folders in which the usual systems keep the
// libraries for this processor.
func libraryFolders(processor string) []string {
	triple := map[string]string{"amd64": "x86_64-linux-gnu", "arm64": "aarch64-linux-gnu"}[processor]
	return []string{"/usr/lib/" + triple, "/lib/" + triple, "/usr/lib64", "/lib64"}
}

// missingLibraries returns the shared libraries that a program needs and that the
// loader does not find. Looking into folders takes a tenth of a millisecond. The
// loader knows more places but reads all libraries, so it is asked only if a
// library is in none of the folders.
func missingLibraries(program string, folders []string) []string {
	f, err := elf.Open(program)
	if err != nil {
		return nil // the system will say why it does not start
	}
	defer f.Close()
	needed, err := f.ImportedLibraries()
	if err != nil || !slices.ContainsFunc(needed, func(name string) bool { return !in(folders, name) }) {
		return nil
	}
	return askLoader(f, program)
}

func in(folders []string, name string) bool {
	return slices.ContainsFunc(folders, func(folder string) bool {
		_, err := os.Stat(filepath.Join(folder, name))
		return err == nil
	})
}

// askLoader has the loader that a program names list its libraries, as ldd does.
func askLoader(f *elf.File, program string) []string {
	i := slices.IndexFunc(f.Progs, func(p *elf.Prog) bool { return p.Type == elf.PT_INTERP })
	if i < 0 {
		return nil
	}
	name, err := io.ReadAll(f.Progs[i].Open())
	loader := strings.TrimRight(string(name), "\x00")
	if err != nil || !strings.HasPrefix(filepath.Base(loader), "ld-linux") {
		return nil // another loader would start the program instead of listing its libraries
	}
	cmd := exec.Command(loader, program)
	cmd.Env = append(os.Environ(), "LD_TRACE_LOADED_OBJECTS=1")
	// It exits with an error if a library is missing, but lists them all the same.
	out, _ := cmd.Output()
	var missing []string
	for line := range strings.Lines(string(out)) {
		if library, ok := strings.CutSuffix(strings.TrimSpace(line), " => not found"); ok && !slices.Contains(missing, library) {
			missing = append(missing, library)
		}
	}
	return missing
}
