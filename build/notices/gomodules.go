package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// builds are the programs that are shipped. The modules inside differ by system,
// and by whether C is compiled in; without C there is no window but on Windows.
var builds = []struct {
	system, processor, cgo string
	programs               []string
}{
	{"linux", "amd64", "1", []string{".", "./backend/cmd/..."}},
	{"linux", "amd64", "0", []string{"./backend/cmd/..."}},
	{"windows", "amd64", "0", []string{".", "./backend/cmd/..."}},
	{"darwin", "amd64", "1", []string{".", "./backend/cmd/..."}},
	{"darwin", "arm64", "1", []string{".", "./backend/cmd/..."}},
	{"darwin", "amd64", "0", []string{"./backend/cmd/..."}},
	{"darwin", "arm64", "0", []string{"./backend/cmd/..."}},
}

// tags are those of the Makefile's WINDOW.
const tags = "desktop,production,webkit2_41"

// listed is a package as "go list -json" prints it.
type listed struct {
	ImportPath string
	Dir        string
	Module     *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path, Version, Dir string }
	}
}

// goModules gives the modules that are linked into any of the programs, and Go
// itself before them, with the folders of the packages that are.
func goModules(root string) ([]*component, error) {
	standard, err := standardLibrary(root)
	if err != nil {
		return nil, err
	}
	byName := make(map[string]*component)
	for _, b := range builds {
		args := append([]string{"list", "-deps", "-json=ImportPath,Dir,Module", "-tags", tags}, b.programs...)
		out, err := run(root, []string{"GOOS=" + b.system, "GOARCH=" + b.processor, "CGO_ENABLED=" + b.cgo}, "go", args...)
		if err != nil {
			return nil, fmt.Errorf("list what is linked for %s/%s: %w", b.system, b.processor, err)
		}
		packages := json.NewDecoder(bytes.NewReader(out))
		for {
			var p listed
			if err := packages.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, fmt.Errorf("list what is linked for %s/%s: %w", b.system, b.processor, err)
			}
			if p.Module == nil || p.Module.Main {
				continue
			}
			if err := addPackage(byName, p); err != nil {
				return nil, err
			}
		}
	}
	modules := []*component{standard}
	for _, c := range byName {
		slices.Sort(c.folders)
		modules = append(modules, c)
	}
	slices.SortFunc(modules, compare)
	return modules, nil
}

func addPackage(byName map[string]*component, p listed) error {
	m := p.Module
	c := byName[m.Path]
	if c == nil {
		c = &component{kind: "Go module", name: m.Path, version: m.Version, dir: m.Dir, source: "vendor/" + m.Path, folders: []string{"."}}
		if m.Replace != nil {
			return fmt.Errorf("%s: whose texts count where a module is replaced is not decided here", c)
		}
		byName[m.Path] = c
	}
	folder, err := filepath.Rel(c.dir, p.Dir)
	if err != nil || !filepath.IsLocal(folder) {
		return fmt.Errorf("%s: package %s is in %s, which is not below %s", c, p.ImportPath, p.Dir, c.dir)
	}
	if folder = filepath.ToSlash(folder); !slices.Contains(c.folders, folder) {
		c.folders = append(c.folders, folder)
	}
	return nil
}

func standardLibrary(root string) (*component, error) {
	out, err := run(root, nil, "go", "env", "GOVERSION", "GOROOT")
	if err != nil {
		return nil, err
	}
	version, goroot, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	return &component{kind: "Go", name: "standard library", version: version, dir: strings.TrimSpace(goroot), source: "GOROOT", folders: []string{"."}}, nil
}

// run returns the output of a command, or an error with its message.
func run(dir string, env []string, name string, args ...string) ([]byte, error) {
	return output(exec.Command(name, args...), dir, env)
}

func output(cmd *exec.Cmd, dir string, env []string) ([]byte, error) {
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(cmd.Args, " "), err, strings.TrimSpace(said.String()))
	}
	return out, nil
}
