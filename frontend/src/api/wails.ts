/** The door as Wails opens it. What is used of the generated bindings and of
 * the runtime is declared here, so that the window compiles before they exist. */

import type { Door } from './door';
import type { Events, Methods, Theme } from './types';

interface Runtime {
  EventsOn(name: string, hear: (value: unknown) => void): () => void;
  WindowFullscreen(): void;
  WindowUnfullscreen(): void;
  WindowSetSystemDefaultTheme(): void;
  WindowSetLightTheme(): void;
  WindowSetDarkTheme(): void;
  ClipboardSetText(text: string): Promise<boolean>;
  Quit(): void;
}

declare global {
  interface Window {
    go?: { main?: { App?: Methods } };
    runtime?: Runtime;
  }
}

/** null outside the program's own window. */
export function wailsDoor(): Door | null {
  const app = window.go?.main?.App;
  const runtime = window.runtime;
  if (!app || !runtime) return null;
  return {
    ...bound(app),
    on: <E extends keyof Events>(event: E, hear: (value: Events[E]) => void) =>
      runtime.EventsOn(event, (value) => hear(value as Events[E])),
    setFullscreen: (on) => (on ? runtime.WindowFullscreen() : runtime.WindowUnfullscreen()),
    setTheme: (theme) => themes[theme](runtime),
    copyText: async (text) => {
      if (!(await runtime.ClipboardSetText(text))) {
        throw { code: 'clipboard', message: 'The clipboard did not take the text', hint: 'Try once more.' };
      }
    },
    quit: () => runtime.Quit(),
  };
}

const themes: Record<Theme, (runtime: Runtime) => void> = {
  system: (runtime) => runtime.WindowSetSystemDefaultTheme(),
  light: (runtime) => runtime.WindowSetLightTheme(),
  dark: (runtime) => runtime.WindowSetDarkTheme(),
};

function bound(app: Methods): Methods {
  return {
    State: () => app.State(),
    OpenArchive: (request) => app.OpenArchive(request),
    CloseArchive: () => app.CloseArchive(),
    Trust: (request) => app.Trust(request),
    Query: (request) => app.Query(request),
    Search: (text, zone) => app.Search(text, zone),
    Select: (request) => app.Select(request),
    Event: (seq) => app.Event(seq),
    Import: (request) => app.Import(request),
    Imports: () => app.Imports(),
    Watch: (request) => app.Watch(request),
    SaveRejections: (importNumber) => app.SaveRejections(importNumber),
    Cancel: (task) => app.Cancel(task),
    Copy: (request) => app.Copy(request),
    Export: (request) => app.Export(request),
    ShowInFolder: (token) => app.ShowInFolder(token),
    Purge: (request) => app.Purge(request),
    Verify: () => app.Verify(),
    Journal: (request) => app.Journal(request),
    CheckFile: () => app.CheckFile(),
    Checkpoint: (request) => app.Checkpoint(request),
    VerifyBundle: (request) => app.VerifyBundle(request),
    Plan: (request) => app.Plan(request),
    Hold: (request) => app.Hold(request),
    SaveSettings: (settings) => app.SaveSettings(settings),
  };
}
