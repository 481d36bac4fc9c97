import { useOverlay } from '../state/overlay';
import { HistoryDialog } from './HistoryDialog';
import { NameDialog } from './people/NameDialog';
import { ShortcutsDialog } from './ShortcutsDialog';
import { type Keys, SHORTCUTS } from './shortcuts';

interface Props {
  keys?: Keys;
  toured?: boolean;
}

/** The dialogs of every page that has a Nav. */
export function Overlays({ keys = SHORTCUTS, toured = false }: Props) {
  const { dialog, openDialog } = useOverlay();
  const close = () => openDialog(undefined);
  switch (dialog) {
    case 'keys':
      return <ShortcutsDialog keys={keys} onClose={close} toured={toured} />;
    case 'history':
      return <HistoryDialog onClose={close} />;
    case undefined:
      return <NameDialog />;
  }
}
