package window

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// tellEvery is the shortest time between two reports of a task: often enough to look alive,
// seldom enough not to keep the window busy.
const tellEvery = 150 * time.Millisecond

// A job is long work under way.
type job struct {
	w      *Window
	ctx    context.Context
	cancel context.CancelFunc

	mu      sync.Mutex
	task    Task
	began   time.Time
	told    time.Time
	started time.Time // start of the current file
}

// jobs are the long work of a window: the jobs under way, and the tasks that the page has
// yet to receive.
type jobs struct {
	mu     sync.Mutex
	all    []*job
	asked  bool   // the page asked for State, so it receives tasks
	untold []Task // tasks that ended before that
	made   int
}

// start runs work in a goroutine of its own and returns the task's id at once.
func (w *Window) start(kind TaskKind, title string, work func(ctx context.Context, j *job) error) string {
	ctx, cancel := context.WithCancel(w.ctx)
	var key string
	if open, err := w.current(); err == nil {
		key = placeKey(open.Path())
	}
	w.jobs.mu.Lock()
	w.jobs.made++
	j := &job{w: w, ctx: ctx, cancel: cancel, began: w.now(), started: w.now(), task: Task{
		ID: fmt.Sprintf("task-%d", w.jobs.made), Kind: kind, Archive: key, Phase: TaskRunning, Title: title, File: 1, Files: 1,
		Rate: -1, Left: -1, Imports: []ImportReport{}, Refused: []Refused{},
	}}
	w.jobs.all = append(w.jobs.all, j)
	w.jobs.mu.Unlock()
	j.tell(true)
	w.working.Go(func() {
		defer cancel()
		err := guard0(func() error { return work(ctx, j) })
		j.end(ctx, err)
	})
	return j.task.ID
}

// update changes the task, and reports it if the last report is old enough.
func (j *job) update(change func(t *Task)) {
	j.mu.Lock()
	change(&j.task)
	j.mu.Unlock()
	j.tell(false)
}

// advance sets the progress of a task and computes its rate and remaining time.
func (j *job) advance(stage string, done, total int64, events int) {
	j.update(func(t *Task) {
		t.Stage, t.Done, t.Total, t.Events = stage, done, total, events
		seconds := j.w.now().Sub(j.started).Seconds()
		if seconds < 0.5 || done <= 0 {
			t.Rate, t.Left = -1, -1
			return
		}
		t.Rate = float64(events) / seconds
		t.Left = -1
		if total > 0 {
			t.Left = max(0, seconds*float64(total-done)/float64(done))
		}
	})
}

func (j *job) tell(always bool) {
	j.mu.Lock()
	now := time.Now()
	if !always && now.Sub(j.told) < tellEvery {
		j.mu.Unlock()
		return
	}
	j.told = now
	j.task.N++
	copied := j.copied()
	j.mu.Unlock()
	j.w.desktop.Emit(EventTask, copied)
}

// copied returns a copy of the task, with lists of its own. The caller holds mu.
func (j *job) copied() Task {
	t := j.task
	t.Imports, t.Refused = slices.Clone(t.Imports), slices.Clone(t.Refused)
	return t
}

func (j *job) end(ctx context.Context, err error) {
	j.mu.Lock()
	j.task.Phase = TaskDone
	var f *Fault
	if errors.As(err, &f) {
		j.task.Phase, j.task.Fault = TaskFailed, f
		if ctx.Err() != nil {
			j.task.Phase, j.task.Fault = TaskCancelled, nil
		}
	}
	copied := j.copied()
	j.mu.Unlock()
	j.w.jobs.remove(j, copied)
	j.tell(true)
}

// remove removes a job that ended in the state of task.
func (all *jobs) remove(j *job, task Task) {
	all.mu.Lock()
	defer all.mu.Unlock()
	all.all = slices.DeleteFunc(all.all, func(x *job) bool { return x == j })
	if !all.asked {
		all.untold = append(all.untold, task)
	}
}

// Cancel asks a task to end, and returns at once: the task ends with the phase "cancelled".
// A task that has already ended stays as it is.
func (c *Calls) Cancel(task string) error {
	return guard0(func() error {
		c.w.jobs.cancel(func(t *Task) bool { return t.ID == task })
		return nil
	})
}

// cancel asks jobs to end if those returns true for their task. those must read only what
// never changes in a task.
func (all *jobs) cancel(those func(t *Task) bool) {
	all.mu.Lock()
	defer all.mu.Unlock()
	for _, j := range all.all {
		if those(&j.task) {
			j.cancel()
		}
	}
}

// busy reports whether closing would cancel work that is not cancelled yet.
func (all *jobs) busy() bool {
	all.mu.Lock()
	defer all.mu.Unlock()
	return slices.ContainsFunc(all.all, func(j *job) bool { return j.ctx.Err() == nil && j.task.Kind != TaskOpen })
}

// told returns the tasks that a page which asks for the state has to receive: once, those
// that ended before, and those under way.
func (all *jobs) told() []Task {
	all.mu.Lock()
	tasks := append([]Task{}, all.untold...)
	all.asked, all.untold = true, nil
	all.mu.Unlock()
	return append(tasks, all.running()...)
}

func (all *jobs) running() []Task {
	all.mu.Lock()
	jobs := slices.Clone(all.all)
	all.mu.Unlock()
	tasks := make([]Task, 0, len(jobs))
	for _, j := range jobs {
		j.mu.Lock()
		tasks = append(tasks, j.copied())
		j.mu.Unlock()
	}
	return tasks
}

// A Task is long work, as the `task` event reports it: several times a second at most, and
// once at the end.
type Task struct {
	ID   string   `json:"id"`
	Kind TaskKind `json:"kind"`
	// Key of the archive that was open when the task began; "" for none.
	Archive string `json:"archive"`
	// Counts up with each report of this task, since events can arrive out of order. The
	// report that ends a task has the highest number.
	N     int       `json:"n"`
	Phase TaskPhase `json:"phase"`
	// The name of the file that it works on.
	Title string `json:"title"`
	// The current step: "Reading", "Sealing".
	Stage string `json:"stage"`
	// The number of the current file of several (from 1).
	File  int `json:"file"`
	Files int `json:"files"`
	// Bytes (import) or events (otherwise); total 0 if not known.
	Done   int64 `json:"done"`
	Total  int64 `json:"total"`
	Events int   `json:"events"`
	// Events a second, and seconds left; -1 if not known.
	Rate float64 `json:"rate"`
	Left float64 `json:"left"`
	// Set if the task failed.
	Fault *Fault `json:"fault"`
	// An import's finished files, and those refused whole.
	Imports []ImportReport `json:"imports"`
	Refused []Refused      `json:"refused"`
	// Set when an export is done.
	Written *Written `json:"written"`
	// Set when a verification is done.
	Verdict *Verdict `json:"verdict"`
	// Set when a purge is done.
	Receipt *Receipt `json:"receipt"`
	// Set when an evidence bundle was verified.
	Bundle *BundleVerdict `json:"bundle"`
	// Set when an evidence bundle is encrypted, and was not opened.
	Locked *LockedBundle `json:"locked"`
}

// A Refused is a file that was not imported, and the reason.
type Refused struct {
	File  string `json:"file"`
	Fault Fault  `json:"fault"`
}

// A TaskKind is a kind of work.
type TaskKind string

const (
	TaskImport       TaskKind = "import"
	TaskExport       TaskKind = "export"
	TaskBundle       TaskKind = "bundle"
	TaskSample       TaskKind = "sample"
	TaskOpen         TaskKind = "open"
	TaskPurge        TaskKind = "purge"
	TaskVerify       TaskKind = "verify"
	TaskVerifyBundle TaskKind = "verify-bundle"
)

// A TaskPhase is the state of a task: under way, or how it ended.
type TaskPhase string

const (
	TaskRunning   TaskPhase = "running"
	TaskDone      TaskPhase = "done"
	TaskCancelled TaskPhase = "cancelled"
	TaskFailed    TaskPhase = "failed"
)
