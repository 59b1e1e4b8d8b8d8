/** The door as Wails opens it. The used parts of the generated bindings and of the
 * runtime are declared here, so that the window compiles before they exist. */

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
    Cancel: (task) => app.Cancel(task),
    ChangePlan: (plan) => app.ChangePlan(plan),
    CheckFile: () => app.CheckFile(),
    ChooseArchive: () => app.ChooseArchive(),
    CloseArchive: () => app.CloseArchive(),
    CompareBundle: (token, against) => app.CompareBundle(token, against),
    CompareCheckpoint: () => app.CompareCheckpoint(),
    Copy: (request) => app.Copy(request),
    Cosign: (answer) => app.Cosign(answer),
    Cosigned: () => app.Cosigned(),
    Event: (seq) => app.Event(seq),
    Export: (request) => app.Export(request),
    ExportBundle: (request) => app.ExportBundle(request),
    Holds: () => app.Holds(),
    ImportDropped: (token, how) => app.ImportDropped(token, how),
    ImportFiles: (how) => app.ImportFiles(how),
    ImportFolder: (how) => app.ImportFolder(how),
    Imports: () => app.Imports(),
    Journal: (request) => app.Journal(request),
    LookToCosign: () => app.LookToCosign(),
    NewArchive: (request) => app.NewArchive(request),
    OpenRecent: (key) => app.OpenRecent(key),
    OpenSample: () => app.OpenSample(),
    OpenBundle: (token, passphrase) => app.OpenBundle(token, passphrase),
    OpenBundleWithKey: (token) => app.OpenBundleWithKey(token),
    PlaceHold: (request) => app.PlaceHold(request),
    PreviewHold: (request) => app.PreviewHold(request),
    PreviewPlan: (plan) => app.PreviewPlan(plan),
    PreviewPurge: () => app.PreviewPurge(),
    Purge: (token) => app.Purge(token),
    Receipts: () => app.Receipts(),
    ReleaseHold: (id, reason) => app.ReleaseHold(id, reason),
    SaveCheckpoint: () => app.SaveCheckpoint(),
    SaveRejections: (number) => app.SaveRejections(number),
    SaveSettings: (request) => app.SaveSettings(request),
    Search: (request) => app.Search(request),
    SelectMatching: (request) => app.SelectMatching(request),
    SelectPasted: (request) => app.SelectPasted(request),
    ShowInFolder: (token) => app.ShowInFolder(token),
    State: () => app.State(),
    StopWatching: () => app.StopWatching(),
    TakeCosigned: () => app.TakeCosigned(),
    Trust: (request) => app.Trust(request),
    TrustWitness: (token, key) => app.TrustWitness(token, key),
    Verify: () => app.Verify(),
    VerifyBundle: () => app.VerifyBundle(),
    VerifyDropped: (token) => app.VerifyDropped(token),
    WatchFolder: () => app.WatchFolder(),
  };
}
