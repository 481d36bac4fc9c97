import { Button, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, useId, useState } from 'react';
import { uploadDirection } from '../../api/saved';
import { count } from '../../figures/shares';
import { STRINGS } from '../../strings';
import finding from '../Finding.module.css';
import { useNamed } from '../people/useNamed';
import { errorText } from '../states';
import styles from './DirectionsPanel.module.css';
import { MOST_TEXT, MOST_TITLE } from './SaveDirection';
import type { ReadyResiduals } from './useReady';
import { useShowSaved } from './useSaving';

const { upload: text, saving } = STRINGS.directions;
const RESIDUAL = 'residual';

/** A name without its ending, as a first title. */
const titleOf = (file: File) => file.name.replace(/\.[^.]*$/, '').slice(0, MOST_TITLE);

const sizeOf = (file: File) =>
  file.size < 1024 ? `${file.size} B` : `${count(Math.round(file.size / 1024))} kB`;

/** A vector of one's own, checked by the server. */
export function UploadDirection({ ready }: { ready: ReadyResiduals }) {
  const { model, site } = ready;
  const [file, setFile] = useState<File>();
  const [title, setTitle] = useState('');
  const [description, setDescription] = useState('');
  // What is as wide as the stream may be of it; what is not can only be of the site itself.
  const narrow = site.d !== model.d_model;
  const [space, setSpace] = useState(RESIDUAL);
  const [over, setOver] = useState(false);
  const chooser = useId();
  const named = useNamed();
  const show = useShowSaved(ready);
  const sending = useMutation({
    mutationFn: (sent: File) =>
      uploadDirection(model.name, sent, {
        title,
        description,
        site: space === RESIDUAL ? undefined : site.name,
      }),
    onSuccess: (saved) => {
      setFile(undefined);
      setTitle('');
      setDescription('');
      show(saved);
    },
  });

  const take = (taken: File | undefined) => {
    if (!taken) return;
    sending.reset();
    setFile(taken);
    if (title === '' || (file && title === titleOf(file))) setTitle(titleOf(taken));
    if (narrow) setSpace(site.name);
  };
  const dragged = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === 'dragover');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) named(STRINGS.directions.saving.what, () => sending.mutateAsync(file));
  };
  return (
    <form className={styles.block} onSubmit={submit} data-testid="upload">
      <h3>{text.heading}</h3>
      <p className={finding.note}>{text.what(count(narrow ? site.d : model.d_model))}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the field within does the same by keyboard */}
      <div
        className={styles.drop}
        data-testid="drop"
        data-over={over}
        onDragOver={dragged}
        onDragLeave={dragged}
        onDrop={(event) => {
          dragged(event);
          take(event.dataTransfer.files[0]);
        }}
      >
        {file && <b data-testid="dropped">{text.dropped(file.name, sizeOf(file))}</b>}
        <label className={finding.button} htmlFor={chooser}>
          {file ? text.other : text.choose}
        </label>
        {!file && text.drop}
        <input
          id={chooser}
          className="visually-hidden"
          type="file"
          data-testid="upload-file"
          accept=".json,.npy,.safetensors"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            // The same file, mended, is to be taken again.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {file && (
        <>
          <label className={finding.label}>
            {saving.title}
            <input
              className={`${finding.input} ${finding.plain} ${styles.line}`}
              data-testid="upload-title"
              maxLength={MOST_TITLE}
              value={title}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
          </label>
          <label className={finding.label}>
            {saving.description}
            <textarea
              className={`${finding.area} ${styles.prose}`}
              data-testid="upload-description"
              maxLength={MOST_TEXT}
              value={description}
              onChange={(event) => setDescription(event.currentTarget.value)}
            />
          </label>
          <NativeSelect
            label={text.space}
            data-testid="upload-space"
            value={space}
            data={[
              { value: RESIDUAL, label: text.residual },
              { value: site.name, label: site.name },
            ]}
            onChange={(event) => setSpace(event.currentTarget.value)}
          />
        </>
      )}
      {sending.error && (
        <p className={finding.problem} role="alert" data-testid="upload-problem">
          {errorText(sending.error).detail}
        </p>
      )}
      {file && (
        <div className={finding.buttons}>
          <Button
            type="submit"
            size="compact-sm"
            data-testid="upload-send"
            disabled={title.trim() === '' || sending.isPending}
          >
            {sending.isPending ? text.sending : text.send}
          </Button>
        </div>
      )}
    </form>
  );
}
