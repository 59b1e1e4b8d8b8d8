import { Button } from '../Button/Button';

interface Props {
  onClose: () => void;
  autoFocus?: boolean;
}

/** The footer of a dialog that only shows. */
export function Done({ onClose, autoFocus = false }: Props) {
  return (
    <Button look="primary" onClick={onClose} autoFocus={autoFocus}>
      Done
    </Button>
  );
}
