/** The first thing that runs: the program is asked for its state, and then for the
 * first rows, while all that draws them is still being read. */

import { closeWays, openDoor } from './api';
import { begin } from './state/begin';

closeWays(window);
export const started = begin(openDoor());
