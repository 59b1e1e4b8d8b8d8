import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { SessionContext } from '../../state/SessionContext';
import { renderScreen } from '../../test/render';
import { Holds } from './Holds';

it('places a hold on the present search, lists it and releases it for a reason', async () => {
  const { session, door } = await renderScreen(<div />);
  await session.change((search) => ({ ...search, text: 'webhook' }));
  const PlaceHold = vi.spyOn(door, 'PlaceHold');
  const ReleaseHold = vi.spyOn(door, 'ReleaseHold');
  render(
    <SessionContext value={session}>
      <Holds />
    </SessionContext>,
  );
  expect(await screen.findByText('No hold is in force.')).toBeDefined();
  expect(await screen.findByText(/and those that are imported later/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  expect(screen.getByText('A hold needs a reason.')).toBeDefined();
  expect(PlaceHold).not.toHaveBeenCalled();

  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Matter 17');
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'asked for by counsel');
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  expect(PlaceHold.mock.lastCall?.[0]).toMatchObject({ name: 'Matter 17', reason: 'asked for by counsel', search: { text: 'webhook' } });
  const list = await screen.findByRole('list', { name: 'Holds in force' });
  expect((await within(list).findByText(/H1/)).textContent).toContain('Matter 17');

  await userEvent.click(screen.getByRole('button', { name: 'Release H1…' }));
  await userEvent.click(screen.getByRole('button', { name: 'Release H1' }));
  expect(screen.getByText('A hold is released for a reason.')).toBeDefined();
  await userEvent.type(screen.getByRole('textbox', { name: 'Why H1 is released' }), 'closed');
  await userEvent.click(screen.getByRole('button', { name: 'Release H1' }));
  expect(ReleaseHold.mock.lastCall).toEqual(['H1', 'closed']);
  expect(await screen.findByText(/Released .* by/)).toBeDefined();
  expect(screen.getByText('No hold is in force.')).toBeDefined();
});

it('Enter pressed again while the hold is being placed places no other', async () => {
  const { session, door } = await renderScreen(<div />);
  const { PlaceHold } = door;
  let go = () => {};
  const waits = new Promise<void>((done) => (go = done));
  const asked: string[] = [];
  door.PlaceHold = async (request) => {
    asked.push(request.reason);
    await waits;
    return PlaceHold(request);
  };
  render(
    <SessionContext value={session}>
      <Holds />
    </SessionContext>,
  );
  await screen.findByText(/and those that are imported later/);
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'asked for by counsel');
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Matter 17{Enter}{Enter}{Enter}');
  go();
  expect((await within(await screen.findByRole('list', { name: 'Holds in force' })).findAllByText(/Matter 17/)).length).toBe(1);
  expect(asked).toHaveLength(1);
});

it('asks before it places a hold that covers no event', async () => {
  const { session, door } = await renderScreen(<div />);
  await session.change((search) => ({ ...search, text: 'zebra OR quagga' }));
  const PlaceHold = vi.spyOn(door, 'PlaceHold');
  render(
    <SessionContext value={session}>
      <Holds />
    </SessionContext>,
  );
  expect(await screen.findByText(/: 0 events now/)).toBeDefined();
  expect(screen.getByText(/“OR” is searched for like any other word/)).toBeDefined();
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'asked for by counsel');
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Matter 17{Enter}{Enter}');
  expect(screen.queryByRole('alert')).toBeNull(); // the second Enter was the answer of the focused button: no
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  expect(screen.getByRole('alert').textContent).toMatch(/covers no event now/);
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Do not place it' }));
  await userEvent.click(screen.getByRole('button', { name: 'Do not place it' }));
  expect(PlaceHold).not.toHaveBeenCalled();
  expect(screen.getByText('No hold is in force.')).toBeDefined();

  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  await userEvent.click(screen.getByRole('button', { name: 'Place it anyway' }));
  expect((await within(await screen.findByRole('list', { name: 'Holds in force' })).findByText(/H1/)).textContent).toContain('Matter 17');
  expect(PlaceHold.mock.calls.map(([request]) => request.empty)).toEqual([true]);
  expect((await door.PreviewPurge()).emptyHolds).toEqual([expect.stringMatching(/^H1 Matter 17: /)]);
});

it('never places a hold that came to cover nothing unasked', async () => {
  const { session, door } = await renderScreen(<div />);
  await session.change((search) => ({ ...search, text: 'zebra' }));
  const { PreviewHold } = door;
  let looks = 0;
  door.PreviewHold = async (search) => {
    const answer = await PreviewHold(search);
    return ++looks === 1 ? { ...answer, covers: 3 } : answer;
  };
  render(
    <SessionContext value={session}>
      <Holds />
    </SessionContext>,
  );
  expect(await screen.findByText(/: 3 events now/)).toBeDefined();
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'asked for by counsel');
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  expect((await screen.findByRole('alert')).textContent).toContain('That hold would cover no event');
  expect(await screen.findByText(/: 0 events now/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  await userEvent.click(screen.getByRole('button', { name: 'Place it anyway' }));
  expect(await within(await screen.findByRole('list', { name: 'Holds in force' })).findByText(/H1/)).toBeDefined();
});

it('places and releases none where the archive is read-only', async () => {
  const { session, door } = await renderScreen(<div />);
  await door.PlaceHold({ search: session.queries.search.get(), name: 'Matter 17', reason: 'asked for by counsel', empty: false });
  session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, readOnly: 'it is on a disk that is only read' } }));
  const PlaceHold = vi.spyOn(door, 'PlaceHold');
  const ReleaseHold = vi.spyOn(door, 'ReleaseHold');
  render(
    <SessionContext value={session}>
      <Holds />
    </SessionContext>,
  );
  expect(await screen.findByText(/H1/)).toBeDefined();
  expect(screen.getByText(/^This archive is read-only here, so nothing in it can be changed/)).toBeDefined();
  await screen.findByText(/and those that are imported later/);
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'for counsel');
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'Matter 18{Enter}');
  await userEvent.click(screen.getByRole('button', { name: 'Place the hold' }));
  await userEvent.click(screen.getByRole('button', { name: 'Release H1…' }));
  expect(screen.queryByRole('textbox', { name: 'Why H1 is released' })).toBeNull();
  expect(PlaceHold).not.toHaveBeenCalled();
  expect(ReleaseHold).not.toHaveBeenCalled();
});
