package main

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
	app    *App
	ctx    context.Context
	cancel context.CancelFunc

	mu      sync.Mutex
	task    Task
	began   time.Time
	told    time.Time
	started time.Time // of the file at hand
}

// start runs work in a goroutine of its own and returns the task's id at once.
func (a *App) start(kind, title string, work func(ctx context.Context, j *job) error) string {
	ctx, cancel := context.WithCancel(a.ctx)
	a.mu.Lock()
	a.tasksMade++
	j := &job{app: a, ctx: ctx, cancel: cancel, began: a.now(), started: a.now(), task: Task{
		ID: fmt.Sprintf("task-%d", a.tasksMade), Kind: kind, Phase: "running", Title: title, File: 1, Files: 1,
		Rate: -1, Left: -1, Imports: []ImportReport{}, Refused: []Refused{},
	}}
	if a.open != nil {
		j.task.Archive = placeKey(a.open.Path())
	}
	a.jobs = append(a.jobs, j)
	a.mu.Unlock()
	j.tell(true)
	a.working.Go(func() {
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
		seconds := j.app.now().Sub(j.started).Seconds()
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
	j.app.desktop.emit("task", copied)
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
	a := j.app
	a.mu.Lock()
	a.jobs = slices.DeleteFunc(a.jobs, func(x *job) bool { return x == j })
	if !a.asked {
		a.untold = append(a.untold, copied)
	}
	a.mu.Unlock()
	j.tell(true)
}

// Cancel asks a task to end. A task that has ended already stays ended.
func (a *App) Cancel(task string) error {
	return guard0(func() error {
		a.mu.Lock()
		defer a.mu.Unlock()
		for _, j := range a.jobs {
			if j.task.ID == task {
				j.cancel()
			}
		}
		return nil
	})
}

func (a *App) runningTasks() []Task {
	a.mu.Lock()
	jobs := slices.Clone(a.jobs)
	a.mu.Unlock()
	tasks := make([]Task, 0, len(jobs))
	for _, j := range jobs {
		j.mu.Lock()
		tasks = append(tasks, j.copied())
		j.mu.Unlock()
	}
	return tasks
}
