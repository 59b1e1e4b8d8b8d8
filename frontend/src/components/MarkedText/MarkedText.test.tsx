import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { MarkedText } from './MarkedText';

it('marks by text nodes and keeps markup text', () => {
  const text = '<img src=x onerror=alert(1)> webhook';
  const { container } = render(<MarkedText text={text} needles={[{ text: 'webhook', inside: false }, { text: '<img', inside: false }]} />);
  expect(container.textContent).toBe(text);
  expect(container.querySelector('img')).toBeNull();
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['<img', 'webhook']);
});

it('shows hidden characters as chips and keeps them for copying', () => {
  const text = 'a\u202eb\u200b';
  const { container } = render(<MarkedText text={text} />);
  expect(container.textContent).toBe(text);
  expect([...container.querySelectorAll('[data-chip]')].map((chip) => chip.getAttribute('data-chip'))).toEqual(['RLO', 'ZWSP']);
});
