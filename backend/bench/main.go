package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	var err error
	if len(os.Args) > 1 && os.Args[1] == childFlag {
		err = runChild(ctx, os.Stdin, os.Stdout)
	} else {
		err = run(ctx)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) (err error) {
	n := flag.Int("n", 1_000_000, "how many events")
	growth := flag.Bool("growth", false, "measure at 10,000, 100,000 and 1,000,000 events too")
	dir := flag.String("dir", "", "where to put all files, which then stay; a temporary folder where empty")
	p := plan{log: os.Stderr}
	flag.IntVar(&p.rounds, "rounds", 5, "how many processes ask the questions, for each side")
	flag.IntVar(&p.repeats, "repeats", 3, "how often to import, export and verify")
	flag.BoolVar(&p.steady, "steady", false, "SQLite keeps its indexes up to date during the import, as any but the first import must")
	flag.StringVar(&p.profile, "profile", "", "a folder for CPU profiles of Daybook: the first import, questions, export and verification")
	flag.Parse()
	if *n < 1 || p.rounds < 1 || p.repeats < 1 || flag.NArg() > 0 {
		return errors.New("-n, -rounds and -repeats are at least 1, and there is nothing besides flags")
	}
	if err := hasFTS5(); err != nil {
		return err
	}
	home := *dir
	if home == "" {
		if home, err = os.MkdirTemp("", "daybook-bench-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, removeTree(home)) }()
	}
	if p.profile != "" {
		if err := os.MkdirAll(p.profile, 0o700); err != nil {
			return err
		}
	}
	sizes := []int{*n}
	if *growth {
		sizes = append(sizes, 10_000, 100_000, 1_000_000)
		slices.Sort(sizes)
		sizes = slices.Compact(sizes)
	}
	return compare(ctx, p, home, sizes, *n)
}

// compare runs the plan at each size, prints what was measured, and fails if a
// target is missed at n events, or the sides answer differently at any size.
func compare(ctx context.Context, p plan, home string, sizes []int, n int) error {
	on, begun := thisMachine(), time.Now()
	var bySize [][]*figure
	var wrong []string
	for _, size := range sizes {
		p.events, p.dir = size, filepath.Join(home, strconv.Itoa(size))
		m, err := p.run(ctx)
		if err != nil {
			return err
		}
		found, differences := figures(m)
		bySize = append(bySize, found)
		for _, d := range differences {
			wrong = append(wrong, fmt.Sprintf("%s events: different answers: %s", thousands(float64(size)), d))
		}
		if size != n {
			continue
		}
		for _, name := range missed(found) {
			wrong = append(wrong, "missed: "+name)
		}
		fmt.Printf("Daybook beside SQLite FTS5, %s events\n%s\n", thousands(float64(n)), on)
		if on.busy() {
			fmt.Println("The machine was busy with other things: times are too long, and ratios unsteady.")
		}
		if p.steady {
			fmt.Println("SQLite keeps its indexes and its full text up to date with each row of the import.")
		}
		fmt.Printf("Medians; p95 of %d. Ratio is Daybook's median over SQLite's.\n\n", p.rounds)
		writeTable(os.Stdout, found)
		fmt.Println()
		writeParts(os.Stdout, m)
	}
	if len(sizes) > 1 {
		fmt.Printf("\nHow each figure grows\n\n")
		writeGrowth(os.Stdout, bySize)
	}
	fmt.Printf("\nTook %s.\n\n", time.Since(begun).Round(time.Second))
	if err := writeLines(os.Stdout, on, p, slices.Concat(bySize...)); err != nil {
		return err
	}
	if len(wrong) == 0 {
		return nil
	}
	var errs []error
	for _, w := range wrong {
		errs = append(errs, errors.New(w))
	}
	return errors.Join(errs...)
}
