import styles from './Figures.module.css';

interface Props {
  testId: string;
  label: string;
  title?: string;
  on: boolean;
  flip: () => void;
}

export const Check = ({ testId, label, title, on, flip }: Props) => (
  <label className={styles.check} title={title}>
    <input type="checkbox" data-testid={testId} checked={on} onChange={flip} />
    {label}
  </label>
);
