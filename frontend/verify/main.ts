/** The page: takes a bundle, has it checked, and shows the verdict. */

import type { Secret } from './core/encrypted';
import type { Found } from './core/verdict';
import { headline } from './core/words';
import type { Opened } from './job';
import { the } from './ui/dom';
import { given, onGiven, sayFault, takeFile } from './ui/given';
import { dropped, ofFolder, type Picked } from './ui/pick';
import { result } from './ui/result';
import { run } from './ui/run';
import { answerKeys, ask, asksForKeys, forget, pause, privateKeys } from './ui/unlock';

const drop = the('drop', HTMLElement);
const dropTitle = the('drop-title', HTMLElement);
const box = the('given', HTMLDetailsElement);
const working = the('working', HTMLElement);
const workingWords = the('working-words', HTMLElement);
const bar = the('bar', HTMLProgressElement);
const spoken = the('spoken', HTMLElement);
const shownResult = the('result', HTMLElement);
const again = the('again', HTMLButtonElement);
const file = the('file', HTMLInputElement);
const folder = the('folder', HTMLInputElement);
const givenFiles = the('given-files', HTMLInputElement);

let last: { picked: Picked; secret: Secret | null } | null = null;
let stop: (() => void) | null = null;

function check(picked: Picked, secret: Secret | null = null) {
  const expected = given();
  if (!expected) return;
  stop?.();
  if (last?.picked !== picked) forget();
  pause();
  box.open = false;
  drop.classList.add('less');
  dropTitle.textContent = 'Drop another bundle here';
  last = { picked, secret: secret && 'fileKey' in secret ? secret : null };
  again.disabled = false;
  const began = performance.now();
  shownResult.hidden = true;
  shownResult.replaceChildren();
  spoken.textContent = '';
  workingWords.textContent = `${secret ? 'Opening' : 'Checking'} ${picked.name}…`;
  bar.removeAttribute('value');
  working.hidden = false;
  stop = run({ picked, expected, secret }, (told) => {
    if (told.kind === 'progress') {
      bar.value = told.done / told.total;
      workingWords.textContent = `${told.step === 'open' ? 'Opening' : 'Checking'} ${picked.name}: ${Math.floor((100 * told.done) / told.total)} %`;
      return;
    }
    ended();
    if (told.kind === 'locked') {
      ask(picked.name, told.passphrase, told.fault, (given) => check(picked, given));
      return;
    }
    forget();
    document.documentElement.dataset['took'] = String(Math.round(performance.now() - began));
    if (told.kind === 'failed') failed(told.message);
    else {
      last = { picked, secret: told.opened?.again ?? null };
      show(told.found, picked.name, told.opened);
    }
  });
}

function ended() {
  stop = null;
  working.hidden = true;
}

function show(found: Found, name: string, opened: Opened | null) {
  shownResult.replaceChildren(...result(found, name, opened));
  reveal(`${headline(found)}.`);
}

function failed(message: string) {
  const words = document.createElement('p');
  words.className = 'plate doubt';
  words.textContent = message;
  shownResult.replaceChildren(words);
  reveal(message);
}

/** Shows the result, and has its headline said: all of it would be long. */
function reveal(words: string) {
  shownResult.hidden = false;
  spoken.textContent = words;
  shownResult.focus({ preventScroll: true });
  shownResult.firstElementChild?.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
}

/** Of several files, those that are keys or checkpoints are taken as what was given, and
 * private keys as what opens the bundle. */
async function takeFiles(files: readonly File[]) {
  const others: File[] = [];
  const secrets: string[] = [];
  for (const one of files) {
    if (await takeFile(one)) continue;
    const keys = await privateKeys(one);
    if (keys === null) others.push(one);
    else secrets.push(keys);
  }
  const keys = secrets.join('\n');
  const [bundle] = others;
  if (bundle) check({ name: bundle.name, file: bundle }, keys === '' ? null : { keys });
  else if (keys !== '' && asksForKeys()) answerKeys(keys);
  else if (keys !== '') failed('That is a private key, which opens a bundle that is encrypted. Give the bundle first; the page then asks for the key.');
  else recheck();
}

function recheck() {
  if (last) check(last.picked, last.secret);
}

the('choose-file', HTMLButtonElement).addEventListener('click', () => file.click());
the('choose-folder', HTMLButtonElement).addEventListener('click', () => folder.click());
the('choose-given', HTMLButtonElement).addEventListener('click', () => givenFiles.click());
file.addEventListener('change', () => {
  void takeFiles(Array.from(file.files ?? []));
  file.value = '';
});
folder.addEventListener('change', () => {
  const files = Array.from(folder.files ?? []);
  folder.value = '';
  if (files.length > 0) check(ofFolder(files));
});
givenFiles.addEventListener('change', () => {
  const files = Array.from(givenFiles.files ?? []);
  givenFiles.value = '';
  void takeGiven(files);
});

async function takeGiven(files: readonly File[]) {
  const unknown: string[] = [];
  for (const one of files) if (!(await takeFile(one))) unknown.push(one.name);
  if (unknown.length > 0) sayFault(`${unknown.join(', ')} is no key and no checkpoint.`);
  else recheck();
}

again.addEventListener('click', recheck);
onGiven(() => given());
the('stop', HTMLButtonElement).addEventListener('click', () => {
  stop?.();
  ended();
  forget();
  failed('Stopped. Not everything was read, so nothing can be said of the bundle.');
});

// A bundle may be dropped anywhere on the page.
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) drop.classList.remove('over');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  if (!event.dataTransfer) return;
  void dropped(event.dataTransfer).then(({ bundle, files }) => (bundle ? check(bundle) : takeFiles(files)));
});
