import type { Hit } from '../types';
import { timeText, type FakeEvent } from './events';

export function toHit(event: FakeEvent, selected: boolean): Hit {
  const { seq, actor, category, action, description, originalTime, conflict } = event;
  return {
    seq,
    actor,
    category,
    action,
    description,
    time: timeText(event.at),
    ...(originalTime !== '' && { originalTime }),
    ...(conflict && { conflict }),
    ...(selected && { selected }),
  };
}
