import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { makePermalink } from '../api/client';
import type { PermalinkIn, PermalinkOut } from '../api/types';
import { embedCode } from '../figures/embedCode';
import { type AnyView, sameState } from '../state/same';
import { useStore } from '../state/store';
import { STRINGS } from '../strings';
import styles from './CopyLink.module.css';
import { ChevronIcon, LinkIcon } from './icons';
import { LinkWords, NO_WORDS, type Words } from './LinkWords';
import { errorText } from './states';

interface Made {
  /** What was copied: the link's address, or the code of a frame around it. */
  text: string;
  what: 'link' | 'embed';
  copied: boolean;
  asked: { state: AnyView } & Words;
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

const textOf = (link: PermalinkOut, what: Made['what']): string => {
  const { origin } = window.location;
  return what === 'link' ? new URL(link.url, origin).href : embedCode(origin, link);
};

export function CopyLink({ view }: { view: AnyView }) {
  const { announce, caption } = useStore();
  // Whoever passes a link on passes on what it says.
  const [words, setWords] = useState<Words>(caption ?? NO_WORDS);
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<Made>();
  const field = useRef<HTMLInputElement>(null);
  const details = useId();
  // What another picture was called is not what this one is.
  const { model } = view;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another model is another picture
  useEffect(() => setWords(caption ?? NO_WORDS), [caption, model]);

  const making = useMutation({
    mutationFn: async ({ asked, what }: Pick<Made, 'asked' | 'what'>): Promise<Made> => {
      const link = await makePermalink(asked as PermalinkIn);
      const text = textOf(link, what);
      return { text, what, copied: await toClipboard(text), asked };
    },
    onSuccess: (result) => {
      setMade(result);
      if (result.what === 'embed') announce(STRINGS.links.embedSaid);
      else announce(STRINGS.said[result.copied ? 'copied' : 'made'](result.text));
    },
  });
  const make = (what: Made['what']) => {
    if (making.isPending) return;
    making.mutate({ asked: { state: view, title: words.title, note: words.note }, what });
  };

  // A link beside a view it does not show would be a lie.
  const current =
    made &&
    sameState(made.asked.state, view) &&
    made.asked.title === words.title &&
    made.asked.note === words.note
      ? made
      : undefined;
  const failure = making.error ? errorText(making.error) : undefined;
  useEffect(() => {
    if (current && !current.copied) {
      field.current?.focus();
      field.current?.select();
    }
  }, [current]);

  const label = () => {
    if (making.isPending) return STRINGS.labels.copying;
    return current?.copied && current.what === 'link' ? STRINGS.labels.copied : STRINGS.labels.copy;
  };
  return (
    <section className={styles.copy}>
      <Button
        fullWidth
        data-testid="copy-link"
        leftSection={<LinkIcon />}
        aria-disabled={making.isPending}
        onClick={() => make('link')}
      >
        {label()}
      </Button>
      <div className={styles.more}>
        <button
          type="button"
          className={styles.details}
          data-testid="link-details"
          aria-expanded={open}
          aria-controls={details}
          onClick={() => setOpen(!open)}
        >
          <ChevronIcon />
          {STRINGS.links.details}
        </button>
        <button
          type="button"
          className={styles.details}
          data-testid="copy-embed"
          onClick={() => make('embed')}
        >
          {current?.copied && current.what === 'embed'
            ? STRINGS.links.embedCopied
            : STRINGS.links.embed}
        </button>
      </div>
      <div id={details} hidden={!open}>
        <LinkWords words={words} onWords={setWords} />
      </div>
      {current && (
        <>
          {!current.copied && <p className={styles.note}>{STRINGS.notices.selectToCopy}</p>}
          <input
            ref={field}
            className={styles.link}
            data-testid={current.what === 'link' ? 'copied-link' : 'copied-embed'}
            data-copied={current.copied}
            aria-label={current.what === 'link' ? STRINGS.labels.link : STRINGS.links.embedCode}
            readOnly
            value={current.text}
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
