import { useOverlay } from '../state/overlay';
import { HistoryDialog } from './HistoryDialog';
import { ShortcutsDialog } from './ShortcutsDialog';

/** The dialogs of every page that has a Nav. */
export function Overlays({ toured = false }: { toured?: boolean }) {
  const { dialog, openDialog } = useOverlay();
  const close = () => openDialog(undefined);
  switch (dialog) {
    case 'keys':
      return <ShortcutsDialog onClose={close} toured={toured} />;
    case 'history':
      return <HistoryDialog onClose={close} />;
    case undefined:
      return null;
  }
}
