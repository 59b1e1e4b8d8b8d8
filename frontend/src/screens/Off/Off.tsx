import { Caution } from '../../components/Caution/Caution';
import { useOff } from '../../state/changes';

/** Above what can only be looked at in an archive that nothing can be changed in. */
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
