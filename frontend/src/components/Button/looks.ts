import styles from './Button.module.css';

export type Look = 'plain' | 'primary' | 'quiet' | 'icon' | 'link';

/** The class of a button, for those that are not our Button: react-aria's. */
export function buttonClass(look: Look, more?: string): string {
  return [styles.button, styles[look], more].filter(Boolean).join(' ');
}
