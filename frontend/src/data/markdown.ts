/** A text in Markdown as tokens, its headings with addresses of their own. */
import { marked, type Token, type Tokens } from 'marked';

export interface Heading {
  depth: number;
  text: string;
  id: string;
}

export const textOf = (token: Token): string => ('text' in token ? String(token.text) : token.raw);

const plain = (tokens: readonly Token[] | undefined): string =>
  (tokens ?? [])
    .map((token) => ('tokens' in token && token.tokens ? plain(token.tokens) : textOf(token)))
    .join('');

/** As GitHub makes them, so that one link works in both places. */
const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

const ids = new WeakMap<Token, string>();
export const headingId = (token: Token): string | undefined => ids.get(token);

export function parsed(source: string): Token[] {
  const tokens = marked.lexer(source);
  const used = new Map<string, number>();
  for (const token of tokens) {
    if (token.type !== 'heading') continue;
    const id = slug(plain((token as Tokens.Heading).tokens));
    const before = used.get(id) ?? 0;
    used.set(id, before + 1);
    ids.set(token, before === 0 ? id : `${id}-${before}`);
  }
  return tokens;
}

export const headings = (tokens: readonly Token[]): Heading[] =>
  tokens.flatMap((token) => {
    if (token.type !== 'heading') return [];
    const { depth, tokens: inside } = token as Tokens.Heading;
    return [{ depth, text: plain(inside), id: headingId(token) ?? '' }];
  });
