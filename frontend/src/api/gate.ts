/** Limits the page to the messages to Wails that it needs, before it reads any text
 * from outside: a script that came in with a text could otherwise ask for the
 * clipboard, open addresses, name paths as dropped, or replace this page by
 * another. The list is that of backend/gate, which on Linux applies it as well; on
 * other systems only this code does. */

const plain = new Set(['runtime:ready', 'WF', 'Wf', 'WASDT', 'WALT', 'WADT', 'Q']);
const ownMethods = 'main.App.';
const copyText = ':wails:ClipboardSetText';

/** The message as it may be sent, or null. A call is written anew, so that Wails,
 * which takes the last of two fields and "Name" for "name", reads no other. */
export function admit(message: unknown): string | null {
  if (typeof message !== 'string') return null;
  if (plain.has(message)) return message;
  if (message.startsWith('EX')) return message.length > 2 && !message.includes(':') ? message : null;
  if (!message.startsWith('C{')) return null;
  let call: unknown;
  try {
    call = JSON.parse(message.slice(1));
  } catch {
    return null;
  }
  if (typeof call !== 'object' || call === null) return null;
  if (Object.keys(call).some((key) => key !== 'name' && key !== 'args' && key !== 'callbackID')) return null;
  const { name, args, callbackID } = call as { name?: unknown; args?: unknown; callbackID?: unknown };
  if (typeof name !== 'string' || (name !== copyText && !name.startsWith(ownMethods))) return null;
  return 'C' + JSON.stringify({ name, args, callbackID });
}

type Post = (this: unknown, message: unknown) => void;

interface Channel {
  postMessage: Post;
}

/** The parts of a window that lead out of the page. */
export interface Ways {
  chrome?: { webview?: Channel };
  webkit?: { messageHandlers?: { external?: Channel } };
  navigation?: EventTarget;
  open: unknown;
}

/** Removes unneeded functions for good: no script can restore them. */
export function closeWays(ways: Ways): void {
  for (const channel of [ways.chrome?.webview, ways.webkit?.messageHandlers?.external]) {
    if (channel) narrow(channel);
  }
  fix(ways, 'open', () => null);
  // In web views that have no such event nothing on this page leads elsewhere, and
  // the policy allows no form and no frame.
  ways.navigation?.addEventListener('navigate', (event) => {
    const { destination, navigationType } = event as Event & { destination?: { sameDocument?: boolean }; navigationType?: string };
    if (!destination?.sameDocument && navigationType !== 'reload') event.preventDefault();
  });
}

function narrow(channel: Channel): void {
  // WebKit's channel has the function from its kind, which a script would still
  // find there.
  const kind = Object.getPrototypeOf(channel) as Channel | null;
  const holder = Object.hasOwn(channel, 'postMessage') || !kind ? channel : kind;
  const post = holder.postMessage;
  const narrowed: Post = function (message) {
    const admitted = admit(message);
    if (admitted !== null) post.call(this, admitted);
  };
  fix(channel, 'postMessage', narrowed);
  if (holder !== channel) fix(holder, 'postMessage', narrowed);
}

function fix(object: object, name: string, value: unknown): void {
  try {
    Object.defineProperty(object, name, { value, writable: false, configurable: false });
  } catch {
    // One that the system itself fixed cannot be narrowed from within the page.
  }
}
