/** The page: takes a bundle, has it checked, and shows the verdict. */

import type { Found } from './core/verdict';
import { headline } from './core/words';
import { the } from './ui/dom';
import { given, onGiven, sayFault, takeFile } from './ui/given';
import { dropped, ofFolder, type Picked } from './ui/pick';
import { result } from './ui/result';
import { run } from './ui/run';

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

let last: Picked | null = null;
let stop: (() => void) | null = null;

function check(picked: Picked) {
  const expected = given();
  if (!expected) return;
  stop?.();
  box.open = false;
  drop.classList.add('less');
  dropTitle.textContent = 'Drop another bundle here';
  last = picked;
  again.disabled = false;
  const began = performance.now();
  shownResult.hidden = true;
  shownResult.replaceChildren();
  spoken.textContent = '';
  workingWords.textContent = `Checking ${picked.name}…`;
  bar.removeAttribute('value');
  working.hidden = false;
  stop = run({ picked, expected }, (told) => {
    if (told.kind === 'progress') {
      bar.value = told.done / told.total;
      workingWords.textContent = `Checking ${picked.name}: ${Math.floor((100 * told.done) / told.total)} %`;
      return;
    }
    ended();
    document.documentElement.dataset['took'] = String(Math.round(performance.now() - began));
    if (told.kind === 'found') show(told.found, picked.name);
    else failed(told.message);
  });
}

function ended() {
  stop = null;
  working.hidden = true;
}

function show(found: Found, name: string) {
  shownResult.replaceChildren(...result(found, name));
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

/** Of several files, those that are keys or checkpoints are taken as what was given. */
async function takeFiles(files: readonly File[]) {
  const others: File[] = [];
  for (const one of files) if (!(await takeFile(one))) others.push(one);
  const [bundle] = others;
  if (bundle) check({ name: bundle.name, file: bundle });
  else if (last) check(last);
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
  else if (last) check(last);
}

again.addEventListener('click', () => last && check(last));
onGiven(() => given());
the('stop', HTMLButtonElement).addEventListener('click', () => {
  stop?.();
  ended();
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
