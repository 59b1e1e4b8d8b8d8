// Layers measures how far the files of a package can be read from top to bottom.
//
//	go run ./build/layers [PACKAGE...]
//
// An arrow goes from a file to another of its package where it names what the other
// declares: a function, a type, a constant, a variable, a method or a field. The
// files are put in the order in which the fewest arrows run up; which ones do so
// nevertheless is said with -v. A circle is a set of files each of which leads to
// each other one, so of its arrows at least one runs up. Test files are left out, and
// so are files for other systems. A package that cannot be compiled is measured by
// the parts that the compiler understood.
//
// The order is found by improving on it step by step, from many beginnings that
// are the same each time, so that a better one could exist where circles are large.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
)

func main() {
	verbose := flag.Bool("v", false, "say the order of the files and the arrows that run up")
	in := flag.String("C", ".", "the `folder` of the module")
	flag.Parse()
	packages := flag.Args()
	if len(packages) == 0 {
		packages = []string{".", "./backend/..."}
	}
	if err := run(os.Stdout, *in, packages, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "layers:", err)
		os.Exit(1)
	}
}

func run(to io.Writer, folder string, packages []string, verbose bool) error {
	read, err := readFiles(folder, packages)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "files\treferences\tarrows\tarrows up\treferences up\tcircles\tfiles in them\t  package\t")
	var details strings.Builder
	for _, p := range read {
		order := p.best()
		up := p.up(order)
		references, all := 0, 0
		for _, a := range up {
			references += p.arrows[a]
		}
		for _, n := range p.arrows {
			all += n
		}
		circles := p.circles()
		inCircles := 0
		for _, c := range circles {
			inCircles += len(c)
		}
		fmt.Fprintf(table, "%d\t%d\t%d\t%d\t%d\t%d\t%d\t  %s\t\n", len(p.files), all, len(p.arrows), len(up), references, len(circles), inCircles, p.path)
		if verbose && len(p.files) > 1 {
			fmt.Fprintf(&details, "\n%s, from the top: %s\n", p.path, strings.Join(p.names(order), " "))
			for _, a := range up {
				fmt.Fprintf(&details, "  up: %s -> %s (%d)\n", p.files[a.from], p.files[a.to], p.arrows[a])
			}
		}
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = io.WriteString(to, details.String())
	return err
}
