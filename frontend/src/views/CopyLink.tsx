import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { makePermalink } from '../api/client';
import type { ViewState } from '../api/types';
import { useStore } from '../state/store';
import { sameView } from '../state/view';
import { STRINGS } from '../strings';
import styles from './CopyLink.module.css';
import { LinkIcon } from './icons';
import { errorText } from './states';

interface Made {
  url: string;
  copied: boolean;
  view: ViewState;
}

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Refused, or not there at all on a page without https.
    return false;
  }
}

export function CopyLink({ view }: { view: ViewState }) {
  const announce = useStore((state) => state.announce);
  const [made, setMade] = useState<Made>();
  const field = useRef<HTMLInputElement>(null);
  const making = useMutation({
    mutationFn: async (state: ViewState): Promise<Made> => {
      const link = await makePermalink({ state });
      const url = new URL(link.url, window.location.origin).href;
      return { url, copied: await toClipboard(url), view: state };
    },
    onSuccess: (result) => {
      setMade(result);
      announce(result.copied ? STRINGS.said.copied(result.url) : STRINGS.said.made(result.url));
    },
  });

  // A link beside a view it does not show would be a lie.
  const current = made && sameView(made.view, view) ? made : undefined;
  const failure = making.error ? errorText(making.error) : undefined;
  useEffect(() => {
    if (current && !current.copied) {
      field.current?.focus();
      field.current?.select();
    }
  }, [current]);

  return (
    <section className={styles.copy}>
      <Button
        fullWidth
        data-testid="copy-link"
        leftSection={<LinkIcon />}
        aria-disabled={making.isPending}
        onClick={() => making.isPending || making.mutate(view)}
      >
        {making.isPending
          ? STRINGS.labels.copying
          : current?.copied
            ? STRINGS.labels.copied
            : STRINGS.labels.copy}
      </Button>
      {current && (
        <>
          {!current.copied && <p className={styles.note}>{STRINGS.notices.selectToCopy}</p>}
          <input
            ref={field}
            className={styles.link}
            data-testid="copied-link"
            data-copied={current.copied}
            aria-label={STRINGS.labels.link}
            readOnly
            value={current.url}
            onFocus={(event) => event.currentTarget.select()}
          />
        </>
      )}
      {failure && !making.isPending && (
        <p className={styles.failure} role="alert" data-testid="copy-failed">
          <b>{STRINGS.notices.linkFailed}.</b> {failure.title}: {failure.detail}
        </p>
      )}
    </section>
  );
}
