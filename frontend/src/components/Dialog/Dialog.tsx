import { createContext, use, useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { Heading, Modal, ModalOverlay, Dialog as AriaDialog } from 'react-aria-components';
import { Button } from '../Button/Button';
import { Icon } from '../Icon/Icon';
import styles from './Dialog.module.css';

/** The part above the buttons of every dialog: news from outside of it. */
export const DialogNews = createContext<ReactNode>(null);

interface Props {
  title: string;
  onClose: () => void;
  /** Buttons, the main one last. */
  footer?: ReactNode;
  /** Wide for lists. */
  wide?: boolean;
  /** Makes the whole dialog a form: Enter in a field does what the main button does. */
  onSubmit?: () => void;
  /** Long, with nothing in it that takes the focus: the content itself does, so
   * that keys scroll it. */
  reading?: boolean;
  children: ReactNode;
}

/** A dialog in the page. Esc and a press outside close it; the focus goes back
 * to where it was. */
export function Dialog({ title, onClose, footer, wide = false, onSubmit, reading = false, children }: Props) {
  const content = (
    <>
      <Beginning />
      <div className={styles.content} tabIndex={reading ? 0 : undefined} role={reading ? 'group' : undefined} aria-label={reading ? title : undefined}>
        {children}
      </div>
      {use(DialogNews)}
      {footer && <footer className={styles.footer}>{footer}</footer>}
    </>
  );
  return (
    <ModalOverlay className={styles.veil} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className={wide ? `${styles.modal} ${styles.wide}` : styles.modal}>
        <AriaDialog className={styles.dialog}>
          <header className={styles.header}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            <Button look="icon" aria-label="Close" onClick={onClose}>
              <Icon name="clear" />
            </Button>
          </header>
          {onSubmit ? (
            <form
              className={styles.form}
              noValidate
              onKeyDownCapture={submitDate}
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {content}
            </form>
          ) : (
            content
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** The first control of a dialog: its first field, or otherwise its main button. */
const fields = 'input:not([type="radio"]), input[type="radio"]:checked, textarea, select, [role="spinbutton"]';

/** Takes the focus there, if nothing in the dialog asks for it. Otherwise the
 * dialog itself would have it, and the next key press would act on its close
 * button. */
function Beginning() {
  const here = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const dialog = here.current?.closest('[role="dialog"], [role="alertdialog"]');
    if (!dialog || dialog.contains(document.activeElement)) return;
    const first = dialog.querySelector<HTMLElement>(fields) ?? [...dialog.querySelectorAll<HTMLElement>('footer button')].at(-1);
    first?.focus();
  }, []);
  return <span ref={here} hidden />;
}

/** To the browser the parts of a date are not fields of the form, and they handle
 * their own keys. */
function submitDate(event: KeyboardEvent<HTMLFormElement>) {
  if (event.key !== 'Enter' || !(event.target instanceof Element) || event.target.getAttribute('role') !== 'spinbutton') return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
