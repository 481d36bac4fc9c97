/** What an address asked for and cannot have. */

/** A parameter that could not be honoured, and what stands in its place. */
export interface Refusal {
  parameter: string;
  value: string;
  reason: 'unknown-parameter' | 'bad-value' | 'not-here';
  /** What is used instead, in words; absent where nothing is. */
  used?: string | undefined;
}

const CHOICES: Record<string, string> = {
  hide: 'only positions, tokens, path, marks and neighbors can be hidden',
  show: 'only the unembedding can be added',
  off: 'there is no such class of tokens',
};

export function refusal({ parameter, value, reason, used }: Refusal): string {
  const given = `${parameter}=${value.length > 80 ? `${value.slice(0, 79)}…` : value}`;
  const instead = used === undefined ? 'The default is used instead.' : `${used} is used instead.`;
  switch (reason) {
    case 'unknown-parameter':
      return `“${given}”: there is no parameter of this name. It is ignored.`;
    case 'not-here':
      if (/^[xyz]$/.test(parameter))
        return `“${given}”: this basis has no such component. ${instead}`;
      return `“${given}” is not on this server. ${instead}`;
    case 'bad-value': {
      const choice = CHOICES[parameter];
      return choice
        ? `“${given}”: ${choice}. It is ignored.`
        : `“${given}” cannot be read. ${instead}`;
    }
  }
}
