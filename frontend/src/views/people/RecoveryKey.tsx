import { Button } from '@mantine/core';
import { useState } from 'react';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { toClipboard } from '../save';
import styles from './People.module.css';

const { people: text } = STRINGS;

/** The one time the key is to be seen. */
export function RecoveryKey({ recoveryKey, onKept }: { recoveryKey: string; onKept: () => void }) {
  const [copied, setCopied] = useState<boolean>();
  return (
    <div className={styles.form}>
      <p className={styles.says}>{text.keepKey}</p>
      <input
        className={`${finding.input} ${styles.key}`}
        data-testid="recovery-key"
        aria-label={text.key}
        readOnly
        value={recoveryKey}
        onFocus={(event) => event.currentTarget.select()}
      />
      {copied === false && <p className={finding.note}>{STRINGS.notices.selectToCopy}</p>}
      <div className={styles.actions}>
        <Button data-testid="recovery-kept" onClick={onKept}>
          {text.kept}
        </Button>
        <button
          type="button"
          className={styles.turn}
          data-testid="recovery-copy"
          onClick={async () => setCopied(await toClipboard(recoveryKey))}
        >
          {copied ? text.copied : text.copy}
        </button>
      </div>
    </div>
  );
}
