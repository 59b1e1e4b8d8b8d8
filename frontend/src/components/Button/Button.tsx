import type { ButtonHTMLAttributes, Ref } from 'react';
import { buttonClass, type Look } from './looks';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  /** Looks and is announced as unavailable, but keeps the focus: a button that
   * vanishes from under the focus leaves the officer nowhere. */
  unavailable?: boolean;
  /** Called on a press while it is unavailable, to tell why. */
  onUnavailable?: () => void;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({ look = 'plain', unavailable = false, onUnavailable, onClick, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      className={buttonClass(look, className)}
      aria-disabled={unavailable || undefined}
      onClick={unavailable ? onUnavailable : onClick}
    />
  );
}
