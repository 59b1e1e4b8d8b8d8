/** The check beside the page, so that the page stays responsive. */

import { work, type Job } from './job';

const scope = self as unknown as { onmessage: ((event: MessageEvent<Job>) => void) | null; postMessage(message: unknown): void };

scope.onmessage = ({ data }) => void work(data, (told) => scope.postMessage(told));
