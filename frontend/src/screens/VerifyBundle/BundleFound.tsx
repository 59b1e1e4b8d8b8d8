import { Fragment } from 'react';
import type { BundleVerdict, BundleWords } from '../../api';
import { Icon } from '../../components/Icon/Icon';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { count } from '../../text/numbers';
import styles from './VerifyBundle.module.css';

/** Names whose values are hashes and keys, to be compared letter by letter. */
const exact = new Set(['Root', 'Key']);

/** A verdict in the verifier's words. A whole bundle is not yet trustworthy: it is
 * shown as such only if the signer is known, and the zip is the one that was
 * written. */
export function BundleFound({ verdict }: { verdict: BundleVerdict }) {
  if (!verdict.whole) return <Wrong verdict={verdict} />;
  return (
    <section className={styles.result} data-good={verdict.ok || undefined} data-open={!verdict.ok || undefined} aria-label="Result">
      <h3>
        <Icon name={verdict.ok ? 'check' : 'warning'} />
        <MarkedText text={verdict.headline} />
      </h3>
      {verdict.keyKnown && (
        <p>
          Signed with the key in <MarkedText text={verdict.key} />, which you gave.
        </p>
      )}
      {verdict.cautions.map((caution) => (
        <p key={caution} className={styles.warn}>
          {caution}
        </p>
      ))}
      {verdict.undecided !== '' && (
        <p className={styles.warn}>
          Not compared with <MarkedText text={verdict.checkpoint} />: {verdict.undecided}.
        </p>
      )}
      <Words {...verdict.shows} />
      <Words {...verdict.showsNot} />
      <h4>What it says of itself</h4>
      <dl className={styles.facts}>
        {verdict.facts.map(({ name, text }) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className={exact.has(name) ? styles.mono : undefined}>
              <MarkedText text={text} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Wrong({ verdict }: { verdict: BundleVerdict }) {
  return (
    <section className={styles.result} data-bad aria-label="Result">
      <h3>
        <Icon name="warning" />
        {verdict.headline}
      </h3>
      <ul>
        {verdict.problems.map((problem, i) => (
          <li key={i}>
            <MarkedText text={problem} />
          </li>
        ))}
      </ul>
      {verdict.count > verdict.problems.length && <p>The first {count(verdict.problems.length)} are listed.</p>}
      <p>{verdict.advice}</p>
    </section>
  );
}

function Words({ head, lines }: BundleWords) {
  return (
    <>
      <h4>{head}</h4>
      <ul className={styles.words}>
        {lines.map((line) => (
          <li key={line}>
            <MarkedText text={line} />
          </li>
        ))}
      </ul>
    </>
  );
}
