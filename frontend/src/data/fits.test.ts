import { describe, expect, it } from 'vitest';
import { ApiProblem, Unreachable } from '../api/client';
import { basis } from '../testing/samples';
import { type Progress, readFit } from './fits';

/** A body that arrives in the given pieces, cut anywhere, characters included. */
function body(text: string, size: number, broken = false): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at + size));
      else if (broken) controller.error(new TypeError('network error'));
      else controller.close();
      at += size;
    },
  });
}

const line = (value: object) => `${JSON.stringify(value)}\n`;
const steps =
  line({ step: 'reading “tokens”', done: 100, of: 4096 }) +
  line({ step: 'writing scores', done: 4096, of: 4096 });

async function read(text: string, size: number, broken = false) {
  const told: Progress[] = [];
  const outcome = await readFit(body(text, size, broken), (each) => told.push(each)).catch(
    (error: unknown) => error,
  );
  return { told, outcome };
}

describe('readFit', () => {
  it.each([1, 2, 7, 100_000])('reads lines that arrive in pieces of %i bytes', async (size) => {
    const { told, outcome } = await read(steps + line({ basis: basis({ name: 'both' }) }), size);
    expect(told).toEqual([
      { step: 'reading “tokens”', done: 100, of: 4096 },
      { step: 'writing scores', done: 4096, of: 4096 },
    ]);
    expect(outcome).toMatchObject({ name: 'both' });
  });

  it('needs no line end after the last line, and minds no empty ones', async () => {
    const { outcome } = await read(`\n${JSON.stringify({ basis: basis() })}`, 5);
    expect(outcome).toMatchObject({ name: 'positions' });
  });

  it('throws the problem that the server names', async () => {
    const problem = {
      type: '',
      title: 'Too few rows',
      status: 400,
      detail: 'One row is no cloud.',
    };
    const { outcome } = await read(steps + line({ problem }), 9);
    expect(outcome).toBeInstanceOf(ApiProblem);
    expect((outcome as ApiProblem).detail).toBe('One row is no cloud.');
  });

  it.each([
    ['ends before the basis came', steps],
    ['is empty', ''],
    ['ends inside a line', `${steps}{"basis": {"na`],
    ['is not JSON', `${steps}<html>Bad gateway</html>\n`],
  ])('says that the fit broke off when the stream %s', async (_, text) => {
    const { outcome } = await read(text, 11);
    expect(outcome).toBeInstanceOf(Unreachable);
  });

  it('passes on that the connection went', async () => {
    const { outcome, told } = await read(steps, 16, true);
    expect(told.length).toBe(2);
    expect(outcome).toBeInstanceOf(TypeError);
  });
});
