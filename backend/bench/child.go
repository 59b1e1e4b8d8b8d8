package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"time"

	"daybook/backend/archive"
	"daybook/backend/event"
)

// A job describes the measurement of one process. The process gets it as JSON on
// its standard input and writes an outcome to its standard output.
type job struct {
	Side   string
	Task   task
	Path   string // the folder of the side
	File   string // activity.json to import, activity.csv to write
	Events int
	Round  uint64 // seeds the order of the questions
	Steady bool   // see sqlite
	Purge  int    // how many of the oldest events are purged

	Profile string // where to write a CPU profile, if anywhere
}

type task string

const (
	taskImport task = "import"
	taskAsk    task = "ask"
	taskExport task = "export"
	taskVerify task = "verify"
	taskPurge  task = "purge"
	taskAdd    task = "add"
)

// An outcome is the result of one process. Only the times that its task has are
// set, in nanoseconds.
type outcome struct {
	Events  int
	Took    time.Duration
	CPU     time.Duration // processor time, on all cores, within Took
	Parts   []part
	Peak    int64 // bytes
	Open    time.Duration
	Settle  time.Duration
	Answers []answer // in the order of questions(n)
	SHA256  string   // of the exported file
	Written int64    // bytes of new files, by a purge
}

type answer struct {
	Took  time.Duration
	CPU   time.Duration
	Total int
	Page  string // stands for the ids on the page, in order
}

// childFlag makes a process do a job instead of a benchmark.
const childFlag = "-child"

// runChild does the job that is on in.
func runChild(ctx context.Context, in io.Reader, out io.Writer) error {
	var j job
	if err := json.NewDecoder(in).Decode(&j); err != nil {
		return fmt.Errorf("read job: %w", err)
	}
	o, err := j.do(ctx)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(o)
}

// start does the job in a process of its own.
func (j job) start(ctx context.Context) (*outcome, error) {
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	in, err := json.Marshal(j)
	if err != nil {
		return nil, err
	}
	c := exec.CommandContext(ctx, program, childFlag)
	c.Stdin, c.Stderr = bytes.NewReader(in), os.Stderr
	config := filepath.Join(filepath.Dir(j.Path), "config")
	// Copies of one archive are measured, which to this computer would be its older states.
	if err := os.RemoveAll(filepath.Join(config, "known")); err != nil {
		return nil, err
	}
	c.Env = append(os.Environ(), "DAYBOOK_KEYCHAIN=off", "DAYBOOK_CONFIG="+config)
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s with %s: %w", j.Task, j.Side, err)
	}
	o := new(outcome)
	if err := json.Unmarshal(out, o); err != nil {
		return nil, fmt.Errorf("%s with %s: %w", j.Task, j.Side, err)
	}
	return o, nil
}

func (j job) do(ctx context.Context) (_ *outcome, err error) {
	if j.Profile != "" {
		f, err := os.Create(j.Profile)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return nil, err
		}
		defer pprof.StopCPUProfile()
	}
	var s side = daybook{}
	debug.SetMemoryLimit(archive.HeapLimit) // as the program does; SQLite's memory is not part of Go's
	if j.Side == sqliteSide {
		s = sqlite{steady: j.Steady}
	}
	o := new(outcome)
	if j.Task == taskImport {
		if err := os.MkdirAll(j.Path, 0o700); err != nil {
			return nil, err
		}
		begun, busy := time.Now(), processorTime()
		if o.Events, o.Parts, err = s.Import(ctx, j.Path, j.File); err != nil {
			return nil, err
		}
		o.Took, o.CPU, o.Peak = time.Since(begun), processorTime()-busy, peakMemory()
		return o, nil
	}
	if j.Task == taskAdd {
		return o, add(ctx, j.Path, o)
	}
	if j.Task == taskPurge {
		return o, purge(ctx, j.Path, j.Purge, o)
	}
	begun := time.Now()
	st, err := s.Open(ctx, j.Path)
	if err != nil {
		return nil, err
	}
	o.Open = time.Since(begun)
	defer func() { err = errors.Join(err, st.Close()) }()
	if err := st.Settle(ctx); err != nil {
		return nil, err
	}
	o.Settle = time.Since(begun)
	begun = time.Now()
	busy := processorTime()
	switch j.Task {
	case taskAsk:
		err = j.ask(ctx, st, o)
	case taskExport:
		o.Events, err = writeCSV(j.File, st.Events(ctx))
	case taskVerify:
		v, ok := st.(interface {
			Verify(context.Context) (int, error)
		})
		if !ok {
			return nil, errors.New("this side cannot verify")
		}
		o.Events, err = v.Verify(ctx)
	default:
		err = fmt.Errorf("unknown task %q", j.Task)
	}
	if err != nil {
		return nil, err
	}
	o.Took, o.CPU, o.Peak = time.Since(begun), processorTime()-busy, peakMemory()
	if j.Task == taskExport {
		o.SHA256, err = sumOf(j.File)
	}
	return o, err
}

// ask asks every question of this side once, shuffled.
func (j job) ask(ctx context.Context, st store, o *outcome) error {
	all := questions(j.Events)
	o.Answers = make([]answer, len(all))
	for _, i := range rand.New(rand.NewPCG(seed, j.Round)).Perm(len(all)) {
		q := &all[i]
		if q.facets && j.Side == sqliteSide {
			continue
		}
		begun, busy := time.Now(), processorTime()
		total, page, err := st.Answer(ctx, q)
		took, cpu := time.Since(begun), processorTime()-busy
		if err != nil {
			return fmt.Errorf("%s: %w", q.name(), err)
		}
		o.Answers[i] = answer{took, cpu, total, digest(page)}
	}
	return nil
}

func digest(page []event.Event) string {
	h := sha256.New()
	for i := range page {
		io.WriteString(h, page[i].ID+"\n")
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

func sumOf(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", fmt.Errorf("hash %s: %w", filepath.Base(path), err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
