import { useEffect, useRef, useState } from 'react';
import type { Comparison, CosignedFile, CosignRequest, FileCheck, TakenCheckpoint, Written } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { count, plural } from '../../text/numbers';
import { showMinute } from '../../time/format';
import { JournalLines } from '../Journal/JournalLines';
import styles from './Checkpoints.module.css';
import { Cosign, Cosigned, LastCosigned, Taken } from './Witness';

type Answer =
  | { saved: Written }
  | { compared: Comparison }
  | { file: FileCheck }
  | { asked: CosignRequest }
  | { cosigned: CosignedFile }
  | { taken: TakenCheckpoint };

/** Things to compare with the archive: a checkpoint that was kept elsewhere, and a
 * file that was handed over; and witnesses of both kinds. */
export function Checkpoints() {
  const session = useSession();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer) shown.current?.scrollIntoView({ block: 'nearest' }); // in a small window it is below all that can be chosen
  }, [answer]);
  const save = async () => {
    const got = await session.attempt(() => session.door.SaveCheckpoint());
    if (got) setAnswer({ saved: got });
  };
  const compare = async () => {
    const got = await session.attempt(() => session.door.CompareCheckpoint());
    if (got) setAnswer({ compared: got });
  };
  const take = async () => {
    const got = await session.attempt(() => session.door.TakeCosigned());
    if (got) setAnswer({ taken: got });
  };
  const lookToCosign = async () => {
    const got = await session.attempt(() => session.door.LookToCosign());
    if (got) setAnswer({ asked: got });
  };
  const checkFile = async () => {
    const got = await session.attempt(() => session.door.CheckFile());
    if (got) setAnswer({ file: got });
  };
  return (
    <Dialog
      wide
      title="Checkpoints and exported files"
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} />}
    >
      <section className={styles.part}>
        <h3>Checkpoint</h3>
        <p>
          A few signed lines that stand for every event and every line of the journal up to now. Keep it where nobody who can write to the archive can exchange it: with another person, or printed. An
          older state in the place of the archive is found on this computer, which keeps what it last knew. Whoever can write to the folder of Daybook’s settings too, or has the key, could still write another history and sign it; only such
          a checkpoint shows that.
        </p>
        <div className={styles.buttons}>
          <Button onClick={() => void save()} autoFocus>
            Save checkpoint…
          </Button>
          <Button onClick={() => void compare()}>Compare with a saved checkpoint…</Button>
        </div>
      </section>
      <section className={styles.part}>
        <h3>Witness</h3>
        <p>
          A witness is somebody else, who cosigns the checkpoint with a key of their own: then it takes two to write another history. Send them the file that you saved, and take back what they send; later bundles carry it. You can
          be a witness for somebody else’s archive, too.
        </p>
        <LastCosigned asked={answer} />
        <div className={styles.buttons}>
          <Button onClick={() => void take()}>Take a cosigned checkpoint…</Button>
          <Button onClick={() => void lookToCosign()}>Cosign a checkpoint…</Button>
        </div>
      </section>
      <section className={styles.part}>
        <h3>Check a file</h3>
        <p>
          Finds any file that this archive exported, whatever it is called now: when, by whom and for which query; and any file that was imported, also in a folder. A file of which one byte was changed is
          not found.
        </p>
        <div className={styles.buttons}>
          <Button onClick={() => void checkFile()}>Check a file…</Button>
        </div>
      </section>
      <div role="status" ref={shown}>
        {answer && 'saved' in answer && <Saved file={answer.saved} />}
        {answer && 'compared' in answer && <Compared result={answer.compared} />}
        {answer && 'file' in answer && <Checked result={answer.file} />}
        {answer && 'cosigned' in answer && <Cosigned file={answer.cosigned} />}
        {answer && 'asked' in answer && <Cosign key={answer.asked.token} request={answer.asked} onDone={(cosigned) => setAnswer({ cosigned })} />}
        {answer && 'taken' in answer && <Taken key={answer.taken.token} result={answer.taken} onTaken={(taken) => setAnswer({ taken })} />}
      </div>
    </Dialog>
  );
}

function Saved({ file: { path, token, unwritten } }: { file: Written }) {
  const session = useSession();
  return (
    <section className={styles.result} data-good>
      <h3>Checkpoint saved</h3>
      <p>
        <MarkedText text={path} />
      </p>
      {unwritten !== '' && <p className={styles.note}>The journal has no line of this: the archive is read-only.</p>}
      <Button onClick={() => void session.attempt(() => session.door.ShowInFolder(token))}>Show in folder</Button>
    </section>
  );
}

function Compared({ result }: { result: Comparison }) {
  return (
    <section className={styles.result} data-good={result.same || undefined} data-bad={!result.same || undefined}>
      <h3>
        {result.same ? 'The archive continues ' : 'The archive does not continue '}
        <MarkedText text={result.file} />
      </h3>
      <p>{result.proves}</p>
      <p className={styles.note}>{result.cannot}</p>
    </section>
  );
}

function Checked({ result }: { result: FileCheck }) {
  const { zone } = useSession();
  const known = result.found || result.imports.length > 0;
  const unsure = result.doubt !== '';
  return (
    <section className={styles.result} data-good={known || undefined} data-bad={!(known || unsure) || undefined}>
      <h3>
        <MarkedText text={result.name} />
        {result.found ? ' is as it was exported' : known ? ' is as it was imported' : unsure ? ' cannot be told here' : ' is no file that this archive exported or imported'}
      </h3>
      {!known && unsure && <p>{result.doubt}</p>}
      {!known && !unsure && <p>It was changed since, or it is of another archive, or it was exported where the archive could only be read.</p>}
      <p className={styles.mono}>SHA-256 {result.sha256}</p>
      <JournalLines lines={result.lines} />
      {result.imports.map((one, i) => (
        <p key={i}>
          Import {one.import}, <MarkedText text={one.in === '' ? one.file : `${one.file}, ${one.in}`} />, on {showMinute(one.when, zone)} by <MarkedText text={one.user} />:{' '}
          {one.refused === '' ? `${plural(one.read, 'record')} read, ${count(one.added)} added` : <MarkedText text={`refused: ${one.refused}`} />}
        </p>
      ))}
    </section>
  );
}
