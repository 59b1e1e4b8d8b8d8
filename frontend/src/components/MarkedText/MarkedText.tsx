import { Fragment, memo } from 'react';
import { hasHidden } from '../../text/hidden';
import { isMissing } from '../../text/missing';
import type { Needle } from '../../text/marks';
import { pieces, type Piece } from '../../text/pieces';
import styles from './MarkedText.module.css';

interface Props {
  text: string;
  needles?: readonly Needle[];
  /** Marks reach no further than this into the text. */
  within?: number;
}

const none: readonly Needle[] = [];

/** A text as it was recorded: the parts that the search found are marked,
 * characters that cannot be seen are chips. Only text nodes, never markup. */
export const MarkedText = memo(function MarkedText({ text, needles = none, within }: Props) {
  if (needles.length === 0 && !hasHidden(text)) return text;
  return pieces(text, needles, within).map((piece, i) => <Fragment key={i}>{draw(piece)}</Fragment>);
});

function draw(piece: Piece) {
  if (piece.chip !== '') return <Chip piece={piece} />;
  return piece.marked ? <mark className={styles.mark}>{piece.text}</mark> : piece.text;
}

/** The character itself stays in the text, out of sight, so that copying gives
 * it; the label is drawn beside it and is not copied. */
function Chip({ piece }: { piece: Piece }) {
  return (
    <span className={styles.chip} data-marked={piece.marked || undefined} data-chip={piece.chip} title={isMissing(piece.text) ? `Character ${piece.chip}, which no font of this computer has` : `Hidden character ${piece.chip}`}>
      <span className={styles.character}>{piece.text}</span>
    </span>
  );
}
