/** Tokens of the shown prompts, by where they stand. */
import type { ShownOut, TokenOf } from '../../api/types';

type Shown = Pick<ShownOut, 'offsets' | 'ids'>;

export const lengthOf = ({ offsets }: Shown, prompt: number): number =>
  (offsets[prompt + 1] ?? 0) - (offsets[prompt] ?? 0);

export const idAt = ({ offsets, ids }: Shown, { prompt, position }: TokenOf): number | undefined =>
  position < lengthOf({ offsets, ids }, prompt)
    ? ids[(offsets[prompt] ?? 0) + position]
    : undefined;

export const promptIds = ({ offsets, ids }: Shown, prompt: number): number[] =>
  ids.slice(offsets[prompt] ?? 0, offsets[prompt + 1] ?? 0);

/** All tokens of a prompt. */
export const tokensOf = (shown: Shown, prompt: number): TokenOf[] =>
  Array.from({ length: lengthOf(shown, prompt) }, (_, position) => ({ prompt, position }));

/** Wherever a token stands in the shown prompts. */
export function everywhere({ offsets, ids }: Shown, id: number): TokenOf[] {
  const found: TokenOf[] = [];
  for (let prompt = 0; prompt + 1 < offsets.length; prompt += 1) {
    const start = offsets[prompt] as number;
    const end = offsets[prompt + 1] as number;
    for (let row = start; row < end; row += 1) {
      if (ids[row] === id) found.push({ prompt, position: row - start });
    }
  }
  return found;
}
