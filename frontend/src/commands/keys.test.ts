import { describe, expect, it } from 'vitest';
import { isSingle, keyParts, pressed } from './keys';
import { commands } from './list';

const press = (key: string, mods: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {}) =>
  pressed({ key, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...mods });

describe('keys', () => {
  it('have one spelling', () => {
    expect(press('f', { ctrlKey: true })).toBe('Mod+F');
    expect(press('A', { ctrlKey: true, shiftKey: true })).toBe('Mod+Shift+A');
    expect(press('?', { shiftKey: true })).toBe('?');
    expect(press('F6', { shiftKey: true })).toBe('Shift+F6');
    expect(press('ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
    expect(keyParts('Mod+Shift+A')).toEqual(['Ctrl', 'Shift', 'A']);
  });

  it('of the registry lead to one command each', () => {
    const keys = commands.flatMap((command) => command.keys);
    expect(new Set(keys).size).toBe(keys.length);
    const ids = commands.map((command) => command.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('single ones are few, and each has another way', () => {
    for (const command of commands) {
      if (command.keys.some(isSingle)) expect(command.keys.some((key) => !isSingle(key)), command.id).toBe(true);
    }
  });
});
