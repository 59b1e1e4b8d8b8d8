import { keyParts } from '../../commands/keys';
import { commandById, isPossible, runCommand } from '../../commands/list';
import { Icon } from '../../components/Icon/Icon';
import { Menu, type MenuEntry } from '../../components/Menu/Menu';
import { countOf } from '../../state/picked';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { count } from '../../text/numbers';

/** The actions on the selected events. It opens with nothing selected, too; an
 * action then says what is missing. */
export function ActionsMenu() {
  const session = useSession();
  const selected = useSelected(session.selections.picked, countOf);
  const entry = (id: string): MenuEntry[] => {
    const command = commandById(id);
    if (!isPossible(command, session)) return [];
    return [{ id, label: command.label, keys: command.keys[0] ? keyParts(command.keys[0]) : undefined }];
  };
  return (
    <Menu
      look="primary"
      align="end"
      groups={[
        { id: 'copy', entries: ['copy.csv', 'copy.json'].flatMap(entry) },
        { id: 'export', entries: ['export.csv', 'export.json', 'export.bundle'].flatMap(entry) },
      ]}
      onAction={(id) => runCommand(session, id)}
    >
      {selected > 0 ? `Actions (${count(selected)})` : 'Actions'}
      <Icon name="down" />
    </Menu>
  );
}
