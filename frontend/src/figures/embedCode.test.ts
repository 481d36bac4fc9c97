import { expect, it } from 'vitest';
import { embedCode } from './embedCode';

it('is one frame whose title is text, whatever it says', () => {
  const code = embedCode('https://host.example', { slug: 'abc', title: '"><script>a&b</script>' });
  expect(code).toContain('src="https://host.example/embed/abc"');
  expect(code).toContain('title="&quot;&gt;&lt;script&gt;a&amp;b&lt;/script&gt;"');
  expect(code.match(/</g)).toHaveLength(2);
});

it('has a name where the link has none', () => {
  expect(embedCode('http://127.0.0.1:8000', { slug: 's', title: '' })).toMatch(/title="[^"]+"/);
});
