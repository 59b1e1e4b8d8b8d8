/** Long work that only pretends: steps on a timer, and can be cancelled. */

import type { Task, TaskKind } from '../types';

export interface Work {
  kind: TaskKind;
  title: string;
  total: number;
  steps: number;
  /** The addition of the report that ends it. */
  end: () => Partial<Task>;
}

export class FakeTasks {
  private readonly running = new Map<string, Task>();
  private count = 0;
  private readonly tell: (task: Task) => void;
  private readonly pace: number;
  private readonly archive: () => string;

  constructor(tell: (task: Task) => void, pace: number, archive: () => string) {
    this.archive = archive;
    this.tell = tell;
    this.pace = pace;
  }

  start(work: Work): string {
    const task: Task = {
      id: `task-${String(++this.count)}`,
      kind: work.kind,
      archive: this.archive(),
      n: 0,
      phase: 'running',
      title: work.title,
      stage: 'Reading',
      file: 1,
      files: 1,
      done: 0,
      total: work.total,
      events: 0,
      rate: -1,
      left: -1,
      fault: null,
      imports: [],
      refused: [],
      written: null,
      verdict: null,
      receipt: null,
      bundle: null,
      locked: null,
    };
    this.running.set(task.id, task);
    this.step(task.id, work);
    return task.id;
  }

  list(): Task[] {
    return [...this.running.values()];
  }

  cancel(id: string) {
    const task = this.running.get(id);
    if (task) this.finish(task, { phase: 'cancelled' });
  }

  private step(id: string, work: Work) {
    const before = this.running.get(id);
    if (!before) return;
    if (before.n >= work.steps) {
      const end = work.end();
      this.finish(before, { phase: end.fault ? 'failed' : 'done', done: work.total, ...end });
      return;
    }
    const part = before.n / work.steps;
    const task: Task = {
      ...before,
      n: before.n + 1,
      stage: part > 0.8 ? 'Sealing' : 'Reading',
      done: Math.round(work.total * part),
      events: Math.round((work.total * part) / 310),
      rate: part > 0 ? 52_400 : -1,
      left: part > 0 ? (work.steps - before.n) * (this.pace / 1000) : -1,
    };
    this.running.set(id, task);
    this.tell(task);
    setTimeout(() => this.step(id, work), this.pace);
  }

  private finish(task: Task, end: Partial<Task>) {
    this.running.delete(task.id);
    this.tell({ ...task, n: task.n + 1, ...end });
  }
}
