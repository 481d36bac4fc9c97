import type { Theme } from '../api/types';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import { MoonIcon, SunIcon } from './icons';
import styles from './PlainPage.module.css';

/** For pages without a view: the theme stands in their address, as it does in a view's. */
export function ThemeButton({ systemTheme }: { systemTheme: Theme }) {
  const { wanted, want, announce } = useStore();
  const other: Theme = (wanted.theme ?? systemTheme) === 'dark' ? 'light' : 'dark';
  const label = other === 'light' ? STRINGS.labels.toLight : STRINGS.labels.toDark;
  const flip = () => {
    const address = new URL(window.location.href);
    if (other === systemTheme) address.searchParams.delete('theme');
    else address.searchParams.set('theme', other);
    window.history.replaceState(null, '', address);
    want({ theme: other === systemTheme ? undefined : other });
    announce(STRINGS.said.theme(other));
  };
  return (
    <button
      type="button"
      className={styles.icon}
      data-testid="theme-toggle"
      aria-label={label}
      title={label}
      onClick={flip}
    >
      {other === 'light' ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
