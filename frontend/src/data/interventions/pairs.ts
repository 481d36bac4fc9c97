/** The most likely next tokens before and after, side by side. */
import type { AtPosition, Guess } from '../../api/types';

/** A probability, or only that it is below the least that was kept. */
export interface Side {
  probability: number | undefined;
  below: number;
}

export interface Pair {
  id: number;
  before: Side;
  after: Side;
}

function sideOf(guesses: readonly Guess[], id: number): Side {
  const below = Math.min(1, ...guesses.map(({ probability }) => probability));
  return { probability: guesses.find((guess) => guess.id === id)?.probability, below };
}

/** All tokens that either run expects most, the likeliest in either first. */
export function pairsOf({ before, after }: AtPosition, most = 12): Pair[] {
  const likeliest = new Map<number, number>();
  for (const { id, probability } of [...before, ...after]) {
    likeliest.set(id, Math.max(probability, likeliest.get(id) ?? 0));
  }
  return [...likeliest]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([id]) => ({ id, before: sideOf(before, id), after: sideOf(after, id) }));
}

/** The first place at which two continuations differ; nothing where one is the other's beginning. */
export function partAt(a: readonly number[], b: readonly number[]): number | undefined {
  const at = a.findIndex((id, index) => index < b.length && b[index] !== id);
  return at < 0 ? undefined : at;
}

/** The mean of the losses there are. */
export function meanLoss(
  positions: readonly AtPosition[],
  of: 'loss_before' | 'loss_after',
): number | undefined {
  const losses = positions.flatMap((at) => at[of] ?? []);
  return losses.length === 0
    ? undefined
    : losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
