import { expect, it } from 'vitest';
import { pageWith } from './paging';
import { PROMPTS_PER_PAGE } from './view';

it('stays on a page that holds the prompt, and else turns to one that begins with it', () => {
  expect(pageWith(5, 5)).toBe(5);
  expect(pageWith(5, 5 + PROMPTS_PER_PAGE - 1)).toBe(5);
  expect(pageWith(5, 5 + PROMPTS_PER_PAGE)).toBe(5 + PROMPTS_PER_PAGE);
  expect(pageWith(PROMPTS_PER_PAGE, 3)).toBe(3);
});
