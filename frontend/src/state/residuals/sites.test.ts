import { describe, expect, it } from 'vitest';
import type { Part } from '../../api/types';
import { across, beside, headsOf, linesOf, stopsOf } from './sites';

const site = (layer: number, part: Part, head: number | null = null) => ({
  name: head === null ? `${layer}.${part}` : `${layer}.${part}.${head}`,
  layer,
  part,
  head,
});
const SITES = [
  site(0, 'resid_pre'),
  site(1, 'resid_pre'),
  site(1, 'resid_post'),
  ...[0, 1].flatMap((layer) => [0, 1].map((head) => site(layer, 'z', head))),
  site(1, 'mlp_out'),
];
const named = (name: string) => SITES.find((each) => each.name === name) ?? site(9, 'q');
const names = (sites: { name: string }[]) => sites.map(({ name }) => name);

describe('the sites of a capture', () => {
  it('are one stream from before the first block to after the last', () => {
    expect(names(stopsOf(SITES, named('1.resid_pre')))).toEqual([
      '0.resid_pre',
      '1.resid_pre',
      '1.resid_post',
    ]);
  });

  it('stand once for a place that two of them name', () => {
    const both = [...SITES, site(0, 'resid_post')];
    expect(names(stopsOf(both, named('1.resid_pre')))).toContain('1.resid_pre');
    expect(stopsOf(both, named('1.resid_pre'))).toHaveLength(3);
    expect(names(stopsOf(both, both.at(-1) ?? named('')))).toContain('0.resid_post');
  });

  it('of a head are that head’s', () => {
    expect(names(stopsOf(SITES, named('0.z.1')))).toEqual(['0.z.1', '1.z.1']);
    expect(headsOf(SITES, named('0.z.1'))).toEqual([0, 1]);
    expect(headsOf(SITES, named('1.mlp_out'))).toEqual([]);
  });

  it('have lines in the order in which they were captured', () => {
    expect(linesOf(SITES)).toEqual(['stream', 'z', 'mlp_out']);
  });

  it('lead across to the nearest of another part, with the same head where there is one', () => {
    expect(across(SITES, named('0.z.1'), { line: 'mlp_out' })?.name).toBe('1.mlp_out');
    expect(across(SITES, named('1.resid_post'), { line: 'z' })?.name).toBe('1.z.0');
    expect(across(SITES, named('0.z.1'), { head: 0 })?.name).toBe('0.z.0');
    expect(across(SITES, named('0.z.1'), { line: 'q' })).toBeUndefined();
  });

  it('end', () => {
    const stops = stopsOf(SITES, named('1.resid_pre'));
    expect(beside(stops, named('1.resid_pre'), 1)?.name).toBe('1.resid_post');
    expect(beside(stops, named('1.resid_post'), 1)).toBeUndefined();
    expect(beside(stops, named('0.resid_pre'), -1)).toBeUndefined();
  });
});
