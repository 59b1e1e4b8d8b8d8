/** Events whose every field is script or markup. Any that runs sets window.ran,
 * which a test checks. */

import { lastTime, type FakeEvent } from './events';

const run = 'window.ran=1';

const payloads = [
  `<script>${run}</script>`,
  `<img src=x onerror="${run}">`,
  `<svg onload="${run}">`,
  `<svg><script>${run}</script></svg>`,
  `<iframe srcdoc="<script>parent.${run}</script>"></iframe>`,
  `<a href="javascript:${run}">x</a>`,
  `<math><mtext><img src=x onerror="${run}"></mtext></math>`,
  `<body onload="${run}">`,
  `<details open ontoggle="${run}">`,
  `<style>@import 'javascript:${run}'</style>`,
  `<input autofocus onfocus="${run}">`,
  `<object data="javascript:${run}"></object>`,
  `<template><script>${run}</script></template>`,
  `{{constructor.constructor('${run}')()}}`,
  `\${${run}}`,
  `javascript:${run}`,
  `data:text/html,<script>${run}</script>`,
  `</textarea><script>${run}</script>`,
  `--><script>${run}</script><!--`,
  `]]><script>${run}</script>`,
];

const wraps: ((payload: string) => string)[] = [
  (payload) => payload,
  (payload) => `"${payload}`,
  (payload) => `'>${payload}`,
  (payload) => `"/>${payload}`,
  (payload) => `</span>${payload}`,
  (payload) => `\u202e${payload}`,
  (payload) => payload.replaceAll('<', '＜'),
  (payload) => payload.toUpperCase(),
  (payload) => `${payload}\u0000`,
  (payload) => payload.replaceAll('<', '\u200b<'),
  (payload) => payload.replace('script', 'scr\u0000ipt'),
  (payload) => `&lt;${payload}&gt;`,
  (payload) => payload.replaceAll('<', '&#60;'),
  (payload) => `%3C${encodeURIComponent(payload)}`,
  (payload) => `=cmd|' /C calc'!A0 ${payload}`,
  (payload) => `webhook ${payload}`,
  (payload) => `\r\n${payload}\t`,
  (payload) => `${payload}${payload}`,
  (payload) => `__proto__ ${payload}`,
  (payload) => `[x](${payload})`,
  (payload) => `%s%n${payload}`,
  (payload) => `\ud800${payload}`,
  (payload) => `\ufeff${payload}`,
  (payload) => `toString ${payload}`,
  (payload) => `constructor ${payload}`,
];

export const hostileTexts: readonly string[] = wraps.flatMap((wrap) => payloads.map(wrap));

export function hostileEvents(): FakeEvent[] {
  const text = (i: number) => hostileTexts[i % hostileTexts.length] ?? '';
  return hostileTexts.map((description, seq) => ({
    seq,
    id: text(seq + 1),
    actor: text(seq + 2),
    category: text(seq + 3),
    action: text(seq + 4),
    description,
    at: lastTime - seq * 60_000,
    import: 1,
    conflict: seq % 50 === 0,
    details: JSON.stringify({ [text(seq + 5)]: text(seq + 6), list: [text(seq + 7)] }),
    originalTime: text(seq + 8),
  }));
}
