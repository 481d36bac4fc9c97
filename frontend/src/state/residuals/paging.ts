/** Which prompts stand on the page. */
import { PROMPTS_PER_PAGE } from './view';

/** The first of a page that holds a prompt: the page on show where it is on it, else one that begins with it. */
export const pageWith = (first: number, prompt: number): number =>
  prompt >= first && prompt < first + PROMPTS_PER_PAGE ? first : prompt;
