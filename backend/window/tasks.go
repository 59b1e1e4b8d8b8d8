package window

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// tellEvery is how often a task is told of at most: often enough to look
// alive, seldom enough not to keep the window busy.
const tellEvery = 150 * time.Millisecond

// A job is long work under way.
type job struct {
	window *Window
	ctx    context.Context
	cancel context.CancelFunc

	mu      sync.Mutex
	task    Task
	began   time.Time
	told    time.Time
	started time.Time // of the file at hand
}

// start runs work in a goroutine of its own and returns the task's id at once.
func (w *Window) start(kind, title string, work func(ctx context.Context, j *job) error) string {
	ctx, cancel := context.WithCancel(w.ctx)
	w.mu.Lock()
	w.tasksMade++
	j := &job{window: w, ctx: ctx, cancel: cancel, began: w.now(), started: w.now(), task: Task{
		ID: fmt.Sprintf("task-%d", w.tasksMade), Kind: kind, Phase: "running", Title: title, File: 1, Files: 1,
		Rate: -1, Left: -1, Imports: []ImportReport{}, Refused: []Refused{},
	}}
	if w.open != nil {
		j.task.Archive = placeKey(w.open.Path())
	}
	w.jobs = append(w.jobs, j)
	w.mu.Unlock()
	j.tell(true)
	w.working.Go(func() {
		defer cancel()
		err := guard0(func() error { return work(ctx, j) })
		j.end(ctx, err)
	})
	return j.task.ID
}

// update changes the task and tells of it if it is time to.
func (j *job) update(change func(t *Task)) {
	j.mu.Lock()
	change(&j.task)
	j.mu.Unlock()
	j.tell(false)
}

// advance sets how far a task is and works out rate and time left.
func (j *job) advance(stage string, done, total int64, events int) {
	j.update(func(t *Task) {
		t.Stage, t.Done, t.Total, t.Events = stage, done, total, events
		seconds := j.window.now().Sub(j.started).Seconds()
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
	j.window.desktop.Emit("task", copied)
}

// copied is the task as it stands, with lists of its own. It is called under mu.
func (j *job) copied() Task {
	t := j.task
	t.Imports, t.Refused = slices.Clone(t.Imports), slices.Clone(t.Refused)
	return t
}

func (j *job) end(ctx context.Context, err error) {
	j.mu.Lock()
	j.task.Phase = "done"
	var f *Fault
	if errors.As(err, &f) {
		j.task.Phase, j.task.Fault = "failed", f
		if ctx.Err() != nil {
			j.task.Phase, j.task.Fault = "cancelled", nil
		}
	}
	copied := j.copied()
	j.mu.Unlock()
	w := j.window
	w.mu.Lock()
	w.jobs = slices.DeleteFunc(w.jobs, func(x *job) bool { return x == j })
	if !w.asked {
		w.untold = append(w.untold, copied)
	}
	w.mu.Unlock()
	j.tell(true)
}

// Cancel asks a task to end. A task that has ended already stays ended.
func (c *Calls) Cancel(task string) error {
	return guard0(func() error {
		c.w.mu.Lock()
		defer c.w.mu.Unlock()
		for _, j := range c.w.jobs {
			if j.task.ID == task {
				j.cancel()
			}
		}
		return nil
	})
}

func (w *Window) runningTasks() []Task {
	w.mu.Lock()
	jobs := slices.Clone(w.jobs)
	w.mu.Unlock()
	tasks := make([]Task, 0, len(jobs))
	for _, j := range jobs {
		j.mu.Lock()
		tasks = append(tasks, j.copied())
		j.mu.Unlock()
	}
	return tasks
}
