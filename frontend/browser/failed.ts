/** A test that fails leaves a picture of its page. */

import { afterEach } from 'vitest';
import { pages } from './browser';

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const page = [...pages].reverse().find((one) => !one.isClosed());
  await page?.screenshot({ path: `pictures/failed/${task.name.replace(/[^\w]+/g, '-').slice(0, 60)}.png` });
});
