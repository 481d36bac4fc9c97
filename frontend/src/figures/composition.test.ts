import { describe, expect, it } from 'vitest';
import { composed, escapeXml, wrap } from './composition';

const input = {
  width: 600,
  height: 400,
  image: 'data:image/png;base64,AAAA',
  above: '<text>0</text>',
  axes: ['x: PC1 · 85.1 %', 'y: PC2', 'z: PC3'],
  provenance:
    'demo · rev 3f9a · PCA of positions 1–127, position 0 left out, centred · 128 positions',
  title: 'a <b> & "c"',
  colors: { background: '#000', ink: '#fff', faint: '#888', line: '#222' },
};

describe('the picture', () => {
  it('says the axes and the provenance below the scene, whole', () => {
    const { svg, height } = composed(input);
    const texts = [...svg.matchAll(/<text x[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
    expect(texts.join(' ').replaceAll(/ +/g, ' ')).toBe(
      `${input.axes.join(' ')} ${input.provenance}`,
    );
    expect(height).toBeGreaterThan(input.height + texts.length * 17);
    const below = [...svg.matchAll(/<text x="16" y="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(below.every((y) => y > input.height && y < height)).toBe(true);
  });

  it('escapes every text it is given', () => {
    expect(composed(input).svg).toContain('<title>a &lt;b&gt; &amp; &quot;c&quot;</title>');
    expect(escapeXml('a\u0000\ud800\u202e')).toBe('a\ufffd\ufffd\u202e');
  });
});

describe('lines', () => {
  it('break between words and lose none', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('immeasurable', 4)).toEqual(['immeasurable']);
  });
});
