import { Fragment } from 'react';
import { pieces } from '../data/quote';
import styles from './Quoted.module.css';

/** A token's string in quotes, with what cannot be seen spelled out and set apart. */
export function Quoted({ label }: { label: string }) {
  return (
    <span className={styles.quoted}>
      <span className={styles.quote}>“</span>
      <bdi>
        {pieces(label).map(({ text, mark }, index) => (
          <Fragment key={index}>
            {mark ? <span className={styles.mark}>{text}</span> : text}
          </Fragment>
        ))}
      </bdi>
      <span className={styles.quote}>”</span>
    </span>
  );
}
