/** Long work, as the program reports it. */

import type { Door, Task } from '../api';
import { Store } from './store';

export class Tasks {
  /** The running tasks, oldest first. */
  readonly running = new Store<readonly Task[]>([]);
  onEnd: (task: Task) => void = () => {};
  private readonly ended = new Set<string>();

  constructor(door: Door) {
    door.on('task', (task) => this.hear(task));
  }

  adopt(tasks: readonly Task[]) {
    for (const task of tasks) this.hear(task);
  }

  /** Reports can come out of order, and after the end: only a newer one counts. */
  hear(task: Task) {
    if (this.ended.has(task.id)) return;
    const before = this.running.get().find((one) => one.id === task.id);
    if (task.phase !== 'running') {
      this.ended.add(task.id);
      this.running.update((list) => list.filter((one) => one.id !== task.id));
      this.onEnd(task);
      return;
    }
    if (before && before.n >= task.n) return;
    this.running.update((list) => (before ? list.map((one) => (one === before ? task : one)) : [...list, task]));
  }
}
