import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { barPath, brushOf, grouped, type HistogramBar } from './bars';
import { Histogram } from './Histogram';

const bars: HistogramBar[] = Array.from({ length: 30 }, (_, i) => ({
  from: `2026-11-${String(i + 1).padStart(2, '0')}T00:00:00Z`,
  to: i === 29 ? '2026-12-01T00:00:00Z' : `2026-11-${String(i + 2).padStart(2, '0')}T00:00:00Z`,
  count: i,
}));

describe('bars', () => {
  it('are joined without losing an event or a moment', () => {
    const joined = grouped(bars, 7);
    expect(joined.length).toBeLessThanOrEqual(7);
    expect(joined.reduce((sum, bar) => sum + bar.count, 0)).toBe(435);
    expect(joined[0]?.from).toBe(bars[0]?.from);
    expect(joined[joined.length - 1]?.to).toBe('2026-12-01T00:00:00Z');
  });

  it('that a range touches are chosen', () => {
    expect(brushOf(bars, '2026-11-03T12:00:00Z', '2026-11-05T00:00:00Z')).toEqual({ start: 2, end: 4 });
    expect(brushOf(bars, '', '2026-11-02T00:00:00Z')).toEqual({ start: 0, end: 1 });
    expect(brushOf(bars, '2027-01-01T00:00:00Z', '')).toEqual({ start: 0, end: 0 });
    expect(brushOf(bars, '', '')).toBeNull();
  });

  it('of none are no path, of few are never too low to see', () => {
    expect(barPath(bars.map((bar) => ({ ...bar, count: 0 })), 0, 30, 300, 40)).toBe('');
    expect(barPath([{ ...bars[0]!, count: 1 }, { ...bars[1]!, count: 100_000 }], 0, 1, 300, 40)).toContain('38.00');
  });
});

function draw(from = '', to = '') {
  const onRange = vi.fn();
  render(
    <Histogram
      label="Events over time"
      bars={bars}
      from={from}
      to={to}
      barWords={(bar) => `${bar.from}: ${String(bar.count)}`}
      endWords={(time) => time.slice(0, 10)}
      ticks={() => []}
      onRange={onRange}
    />,
  );
  return onRange;
}

describe('the range', () => {
  it('is drawn by mouse', () => {
    const onRange = draw();
    const area = screen.getByRole('group').firstElementChild as HTMLElement;
    area.setPointerCapture = () => {};
    area.getBoundingClientRect = () => new DOMRect(0, 0, 300, 40);
    fireEvent.pointerDown(area, { clientX: 55, button: 0 });
    fireEvent.pointerMove(area, { clientX: 95 });
    fireEvent.pointerUp(area);
    expect(onRange).toHaveBeenCalledWith('2026-11-06T00:00:00Z', '2026-11-11T00:00:00Z');
  });

  it('is moved by keys, each end by itself', async () => {
    const onRange = draw('2026-11-06T00:00:00Z', '2026-11-11T00:00:00Z');
    screen.getByRole('slider', { name: 'From' }).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(onRange).toHaveBeenLastCalledWith('2026-11-07T00:00:00Z', '2026-11-11T00:00:00Z');
    await userEvent.tab();
    await userEvent.keyboard('{PageUp}');
    expect(onRange).toHaveBeenLastCalledWith('2026-11-06T00:00:00Z', '2026-11-21T00:00:00Z');
    await userEvent.keyboard('{End}');
    expect(onRange).toHaveBeenLastCalledWith('2026-11-06T00:00:00Z', '');
    await userEvent.keyboard('{Delete}');
    expect(onRange).toHaveBeenLastCalledWith('', '');
  });

  it('never turns inside out', async () => {
    const onRange = draw('2026-11-06T00:00:00Z', '2026-11-07T00:00:00Z');
    screen.getByRole('slider', { name: 'From' }).focus();
    await userEvent.keyboard('{End}');
    expect(onRange).toHaveBeenLastCalledWith('2026-11-06T00:00:00Z', '2026-11-07T00:00:00Z');
  });

  it('says its ends in words', () => {
    draw('2026-11-06T00:00:00Z', '2026-11-11T00:00:00Z');
    expect(screen.getByRole('slider', { name: 'From' }).getAttribute('aria-valuetext')).toBe('2026-11-06');
    expect(screen.getByRole('slider', { name: 'Until' }).getAttribute('aria-valuetext')).toBe('2026-11-11');
  });
});
