import { useCallback, useRef, useSyncExternalStore } from 'react';

/** A value that can be watched. Components read it with useStore. */
export class Store<T> {
  private value: T;
  private readonly watchers = new Set<() => void>();

  constructor(value: T) {
    this.value = value;
  }

  get = (): T => this.value;

  set = (next: T) => {
    if (Object.is(next, this.value)) return;
    this.value = next;
    // Whoever begins to watch while this goes on has the value already.
    for (const watch of Array.from(this.watchers)) watch();
  };

  update = (change: (value: T) => T) => this.set(change(this.value));

  subscribe = (watch: () => void) => {
    this.watchers.add(watch);
    return () => void this.watchers.delete(watch);
  };
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Part of a store's value: renders again only when that part changes. */
export function useSelected<T, P>(store: Store<T>, select: (value: T) => P): P {
  const last = useRef<{ value: T; select: (value: T) => P; part: P } | null>(null);
  const get = useCallback(() => {
    const value = store.get();
    const known = last.current;
    if (known && Object.is(known.value, value) && known.select === select) return known.part;
    const part = select(value);
    last.current = { value, select, part };
    return part;
  }, [store, select]);
  return useSyncExternalStore(store.subscribe, get);
}
