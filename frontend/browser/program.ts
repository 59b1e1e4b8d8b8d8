/** The program itself, as a build for development that shows its window in a
 * browser too, on a display that is only memory. */

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const binary = resolve('../build/bin/daybook-dev');

export class Program {
  readonly url: string;
  private readonly running: ChildProcess[];

  private constructor(url: string, running: ChildProcess[]) {
    this.url = url;
    this.running = running;
  }

  /** Starts it with all it keeps below folder. */
  static async start(folder: string): Promise<Program> {
    if (!existsSync(binary)) throw new Error(`${binary} is missing: make test-browser builds it`);
    for (const name of ['config', 'cache', 'desktop']) mkdirSync(join(folder, name), { recursive: true });
    const log = openSync(join(folder, 'log'), 'w');
    const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x600x24', '-nolisten', 'tcp'], { stdio: ['ignore', log, log, 'pipe'] });
    const display = await firstLine(screen);
    const url = `http://127.0.0.1:${String(await freePort())}/`;
    const program = spawn('dbus-run-session', ['--', binary], {
      stdio: ['ignore', log, log],
      detached: true, // a group of its own, so that all of it can be ended
      env: {
        ...process.env, WAYLAND_DISPLAY: '', DISPLAY: `:${display}`, assetdir: resolve('dist'), devserver: new URL(url).host,
        ...home(folder), DAYBOOK_DESKTOP: join(folder, 'desktop'), TZ: 'Europe/Paris',
      },
    });
    closeSync(log);
    const started = new Program(url, [program, screen]);
    try {
      await until(() => fetch(url).then((answer) => answer.ok, () => false), `an answer at ${url}`, () => program.exitCode === null);
    } catch (reason) {
      await started.stop();
      throw new Error(`${String(reason)}\n${readFileSync(join(folder, 'log'), 'utf8').slice(-2000)}`, { cause: reason });
    }
    return started;
  }

  async stop() {
    for (const child of this.running) {
      const target = child.spawnfile === 'Xvfb' ? child.pid : -(child.pid ?? 0);
      if (!target || child.exitCode !== null) continue;
      process.kill(target, 'SIGTERM');
      await until(() => Promise.resolve(child.exitCode !== null || child.signalCode !== null), 'its end', undefined, 5000).catch(() => process.kill(target, 'SIGKILL'));
    }
  }
}

/** What a command of the program's command line prints, run by the officer whose
 * window is that of folder: the archives' keys are the same. */
export function daybook(folder: string, ...args: string[]): string {
  return execFileSync(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', env: { ...process.env, ...home(folder) } });
}

/** Where the program keeps what is the officer's. */
const home = (folder: string) => ({
  DAYBOOK_CONFIG: join(folder, 'config'), XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: join(folder, 'cache'), DBUS_SESSION_BUS_ADDRESS: 'disabled:',
});

/** Answers the dialogs of the program and reads what it left. */
export class Desktop {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = join(folder, 'desktop');
  }

  answer(...paths: string[]) {
    writeFileSync(join(this.folder, 'answer'), paths.join('\n'));
  }

  /** What was asked, copied or shown last; "" for nothing since the last look. */
  take(what: 'asked' | 'copied' | 'shown'): string {
    const path = join(this.folder, what);
    if (!existsSync(path)) return '';
    const text = readFileSync(path, 'utf8');
    rmSync(path);
    return text;
  }
}

async function until(holds: () => Promise<boolean>, what: string, going: () => boolean = () => true, most = 60_000) {
  const end = Date.now() + most;
  while (!(await holds())) {
    if (!going()) throw new Error(`the program ended before ${what}`);
    if (Date.now() > end) throw new Error(`waited too long for ${what}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('exit', () => failed(new Error(`${child.spawnfile} ended`)));
    child.stdio[3]?.on('data', (data: Buffer) => done(data.toString().trim()));
  });
}

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.on('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))));
    });
  });
}
