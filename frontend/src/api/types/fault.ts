/** What went wrong, in words for an officer. */
export interface Fault {
  /** What the window can act on; one of FaultCode, or any other word. */
  code: string;
  /** One sentence: what happened. */
  message: string;
  /** One sentence: what to do. May be "". */
  hint: string;
}

/**
 * Codes that the window knows.
 * - superseded: a newer Query was asked; the window drops the answer.
 * - date: a date in the search text cannot be read; shown under the field.
 * - too-many: a copy of more than 1,000 events or 5 MB; export is offered.
 * - empty: an action on an empty selection.
 * - closed: no archive is open.
 * - gone: the token, task, event or recent archive is not known (any more).
 * - held: another program has the archive open; message says who.
 * - busy: a native dialog is open already, or the archive imports already.
 * - damaged: an event differs from its leaf hash, or is missing.
 * - read-only: the archive can only be read where it is; message says why.
 * - unreadable: something cannot be read at present, which is no damage.
 * - later: not available in this version.
 * - input: a value out of bounds.
 * - doubt: the archive is not as this computer last knew it, and is only read.
 * - no-key: the archive's private key is not on this computer.
 */
export type FaultCode =
  | 'superseded' | 'date' | 'too-many' | 'empty' | 'closed' | 'gone'
  | 'held' | 'busy' | 'damaged' | 'read-only' | 'unreadable' | 'later' | 'input' | 'doubt' | 'no-key';
