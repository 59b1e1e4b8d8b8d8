import { describe, expect, it } from 'vitest';
import table from '../../../backend/gate/testdata/messages.json';
import { admit, closeWays, type Ways } from './gate';

describe('the gate', () => {
  it('lets through what the program lets through, and nothing else', () => {
    expect(table.length).toBeGreaterThan(20);
    for (const { message, allowed } of table) {
      expect(admit(message) !== null, message).toBe(allowed);
    }
    for (const message of [undefined, null, 7, {}, ['Q']]) expect(admit(message)).toBeNull();
  });

  it('writes a call anew, so that there is one way to read it', () => {
    const call = 'C{"name":":wails:ClipboardGetText","name":"main.App.State","args":[{"a":1}],"callbackID":"x"}';
    expect(admit(call)).toBe('C{"name":"main.App.State","args":[{"a":1}],"callbackID":"x"}');
  });

  it('cannot be gone around by a script that comes later', () => {
    const sent: unknown[] = [];
    class Handler {
      postMessage(message: unknown) {
        sent.push(message);
      }
    }
    const external = new Handler();
    const webview = { postMessage: (message: unknown) => void sent.push(message) };
    const ways: Ways = { webkit: { messageHandlers: { external } }, chrome: { webview }, open: () => 'a window' };
    closeWays(ways);
    for (const channel of [external, webview]) {
      channel.postMessage('DD:1:1:/etc/passwd');
      channel.postMessage('Q');
      expect(() => Object.assign(channel, { postMessage: () => undefined })).toThrow();
    }
    Handler.prototype.postMessage.call(external, 'BO:https://example.com');
    expect(() => Object.defineProperty(Handler.prototype, 'postMessage', { value: () => undefined })).toThrow();
    expect(sent).toEqual(['Q', 'Q']);
    expect((ways.open as () => unknown)()).toBeNull();
  });

  it('keeps the page where it is', () => {
    const navigation = new EventTarget();
    closeWays({ navigation, open: null });
    const go = (sameDocument: boolean, navigationType = 'push') => {
      const event = Object.assign(new Event('navigate', { cancelable: true }), { destination: { sameDocument }, navigationType });
      navigation.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(go(false)).toBe(true);
    expect(go(true)).toBe(false);
    expect(go(false, 'reload')).toBe(false);
  });
});
