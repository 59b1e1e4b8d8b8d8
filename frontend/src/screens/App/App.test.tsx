import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { fakeDoor } from '../../api/fake';
import { begin } from '../../state/begin';
import { App } from './App';

const open = async (events = 450) => {
  const door = fakeDoor({ events, delay: 0, pace: 1 });
  render(<App started={begin(door)} />);
  if (events > 0) await waitFor(() => expect(document.querySelector('[data-row="0"]')).not.toBeNull());
  else await screen.findByRole('button', { name: /New archive/ });
  return door;
};

const rowText = (row: number) => document.querySelector(`[data-row="${String(row)}"]`)?.textContent ?? '';

describe('the window', () => {
  it('outside the program says what it is', async () => {
    render(<App started={begin(null)} />);
    expect(await screen.findByText(/Start the program Daybook/)).toBeDefined();
  });

  it('a program that does not answer is said, too', async () => {
    render(<App started={begin(Promise.reject(new Error('no engine')))} />);
    expect(await screen.findByText('no engine')).toBeDefined();
  });

  it('the main job by keyboard alone: search, sort, select, export', async () => {
    const door = await open();
    await userEvent.keyboard('{Control>}f{/Control}');
    const field = screen.getByRole('textbox', { name: /^Search member/ });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await userEvent.keyboard('webhook');
    await waitFor(() => expect(screen.getByText(/matching events/)).toBeDefined());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(document.activeElement?.closest('[data-row]')).not.toBeNull());
    await userEvent.keyboard('{ArrowUp}{ArrowRight}{Enter}');
    await waitFor(() => expect(screen.getByRole('columnheader', { name: 'Member' }).getAttribute('aria-sort')).toBe('ascending'));
    await userEvent.keyboard('{ArrowDown} {ArrowDown} {ArrowDown} ');
    expect(screen.getByRole('button', { name: 'Actions (3)' })).toBeDefined();
    const chosen = [0, 1, 2].map(rowText);
    let sent: unknown;
    const Export = door.Export;
    door.Export = (request) => {
      sent = request;
      return Export(request);
    };
    await userEvent.keyboard('{Control>}e{/Control}');
    await screen.findByRole('button', { name: 'Show in folder' });
    expect(sent).toMatchObject({ format: 'csv', selection: { seqs: { length: 3 } }, search: { sort: { column: 'member', descending: false } } });
    expect([0, 1, 2].map(rowText)).toEqual(chosen);
  });

  it('with nothing selected the menu opens and an action says `Select rows first`', async () => {
    await open();
    await userEvent.click(screen.getByRole('button', { name: 'Actions' }));
    await userEvent.click(screen.getByRole('menuitem', { name: /Export as JSON/ }));
    expect(await screen.findByRole('region', { name: 'Select rows first' })).toBeDefined();
  });

  it('keys that an open menu shows work in it, and close it', async () => {
    const door = await open();
    const Export = vi.spyOn(door, 'Export');
    await userEvent.click(document.querySelector('[data-row="1"] [role="checkbox"]')!);
    await userEvent.click(screen.getByRole('button', { name: 'Actions (1)' }));
    await userEvent.keyboard('{Control>}e{/Control}');
    await screen.findByRole('button', { name: 'Show in folder' });
    expect(Export.mock.calls.map(([{ format }]) => format)).toEqual(['csv']);
    expect(screen.queryByRole('menu')).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /Northwind 2026/ }));
    await userEvent.keyboard('{Control>}e{/Control}');
    expect(screen.getByRole('menu')).toBeDefined(); // it does not show that one
    expect(Export).toHaveBeenCalledOnce();
  });

  it('the page’s checkbox selects the page only, then offers all that match', async () => {
    await open();
    await userEvent.click(screen.getByRole('checkbox', { name: /on this page/ }));
    expect(screen.getByRole('button', { name: 'Actions (200)' })).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Select all 450 events that match' }));
    expect(await screen.findByRole('button', { name: 'Actions (450)' })).toBeDefined();
    expect(screen.getByText(/250 not on this page/)).toBeDefined();
    await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
    await waitFor(() => expect(screen.getByRole('checkbox', { name: /on this page/ }).getAttribute('aria-checked')).toBe('true'));
  });

  it('full screen shows the table alone, wrapped, and Esc leads back to the same place', async () => {
    await open();
    await userEvent.keyboard('{F11}');
    expect(screen.getByRole('button', { name: 'Leave full screen' })).toBeDefined();
    expect(screen.queryByRole('textbox', { name: /^Search member/ })).toBeNull();
    await userEvent.keyboard('{Escape}');
    expect(screen.getByRole('textbox', { name: /^Search member/ })).toBeDefined();
  });

  it('single keys do nothing in a field, and can be switched off', async () => {
    await open();
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: /^Search member/ });
    await userEvent.type(field, 'a/?');
    expect(field.value).toBe('a/?');
    expect(screen.queryByRole('dialog')).toBeNull();
    field.blur();
    await userEvent.keyboard('?');
    expect(await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })).toBeDefined();
  });

  it('a dropped file asks how its times are read', async () => {
    const door = await open();
    door.tell('drop', { token: 'drop-1', files: [{ name: 'activity.json', bytes: 1234, bundle: false, folder: false }] });
    const dialog = await screen.findByRole('dialog', { name: 'Import 1 file' });
    let asked: unknown;
    door.ImportDropped = (token, how) => {
      asked = { token, ...how };
      return Promise.resolve('');
    };
    await userEvent.click(within(dialog).getByRole('button', { name: 'Import' }));
    expect(asked).toEqual({ token: 'drop-1', zone: 'UTC', dateOrder: 'unknown' });
  });

  it('is drawn the first time with its rows', async () => {
    const door = fakeDoor({ events: 450, delay: 50, pace: 1 });
    const { container } = render(<App started={begin(door)} />);
    const seen: boolean[] = [];
    const observer = new MutationObserver(() => {
      if (container.querySelector('[role="grid"]')) seen.push(container.querySelector('[data-row="0"]') !== null);
    });
    observer.observe(container, { childList: true, subtree: true });
    await screen.findByRole('grid');
    observer.disconnect();
    expect(seen[0]).toBe(true);
  });

  it('stays what it was until the rows of the first archive are there', async () => {
    const door = fakeDoor({ events: 0, delay: 30, pace: 1 });
    const { container } = render(<App started={begin(door)} />);
    await userEvent.click(await screen.findByRole('button', { name: /^Northwind 2026/ }));
    const seen = new Set<string>();
    const observer = new MutationObserver(() => {
      const rows = container.querySelector('[data-row="0"]') !== null;
      seen.add(rows ? 'rows' : (container.querySelector('h1')?.textContent ?? 'nothing'));
    });
    observer.observe(container, { childList: true, subtree: true });
    await waitFor(() => expect(seen).toContain('rows'));
    observer.disconnect();
    expect([...seen].filter((one) => one !== 'rows' && one !== 'Daybook')).toEqual([]);
  });

  it('a dialog does not wait for the first rows, which may not come', async () => {
    const door = fakeDoor({ events: 450, delay: 0, pace: 1 });
    door.Search = () => new Promise(() => {});
    render(<App started={begin(door)} />);
    await screen.findByRole('grid');
    door.tell('closing', { busy: true });
    expect(await screen.findByRole('dialog')).toBeDefined();
  });

  it('a file dragged over the window does not lead away from it', async () => {
    await open();
    const drag = (type: string) => {
      const event = new Event(type, { bubbles: true, cancelable: true });
      Object.assign(event, { dataTransfer: { types: ['Files'] } });
      fireEvent(window, event);
      return event.defaultPrevented;
    };
    expect(drag('dragover')).toBe(true);
    expect(screen.getByText(/Drop to import into Northwind 2026/)).toBeDefined();
    expect(drag('drop')).toBe(true);
    expect(screen.queryByText(/Drop to import/)).toBeNull();
  });
});
