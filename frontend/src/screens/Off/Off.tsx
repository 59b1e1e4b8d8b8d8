import { Caution } from '../../components/Caution/Caution';
import { useOff } from '../../state/changes';

/** A notice above controls that are disabled because nothing in the archive can be
 * changed. */
export function Off() {
  const off = useOff();
  return (
    off && (
      <Caution kind="note">
        <p>{off.why} What is here can be looked at.</p>
      </Caution>
    )
  );
}
