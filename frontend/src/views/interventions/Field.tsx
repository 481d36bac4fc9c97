import finding from '../Finding.module.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  testId: string;
  placeholder?: string;
  /** Digits are asked for on a phone. */
  numeric?: boolean;
}

/** A short field. Numbers are text until they are asked for: what is typed stays as it was typed. */
export function Field({ label, value, onChange, testId, placeholder, numeric = true }: Props) {
  return (
    <label className={finding.label}>
      {label}
      <input
        className={`${finding.input} ${finding.plain}`}
        data-testid={testId}
        inputMode={numeric ? 'text' : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </label>
  );
}
