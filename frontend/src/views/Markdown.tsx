/** Our own Markdown as elements: what is HTML in it is shown as the text it is. */
import type { Token, Tokens } from 'marked';
import { createElement, Fragment, type ReactNode } from 'react';
import { headingId, textOf } from '../data/markdown';
import styles from './Markdown.module.css';

interface Props {
  tokens: readonly Token[];
  /** Where a picture lies, by its path in the text. */
  images: Record<string, string>;
}

export function Markdown({ tokens, images }: Props) {
  return <div className={styles.text}>{blocks(tokens, images)}</div>;
}

type Images = Props['images'];

const blocks = (tokens: readonly Token[], images: Images): ReactNode =>
  tokens.map((token, index) => <Fragment key={index}>{block(token, images)}</Fragment>);

const inlines = (tokens: readonly Token[] | undefined, images: Images): ReactNode =>
  (tokens ?? []).map((token, index) => <Fragment key={index}>{inline(token, images)}</Fragment>);

function block(token: Token, images: Images): ReactNode {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading;
      return createElement(`h${depth}`, { id: headingId(token) }, inlines(tokens, images));
    }
    case 'paragraph': {
      const { tokens } = token as Tokens.Paragraph;
      // A picture by itself is no line of text.
      const only = tokens.length === 1 && tokens[0]?.type === 'image';
      return only ? inlines(tokens, images) : <p>{inlines(tokens, images)}</p>;
    }
    case 'text': {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? inlines(tokens, images) : text;
    }
    case 'list': {
      const { ordered, items } = token as Tokens.List;
      return createElement(
        ordered ? 'ol' : 'ul',
        null,
        items.map((item, index) => <li key={index}>{blocks(item.tokens, images)}</li>),
      );
    }
    case 'code':
      return (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, by keyboard too
        <pre tabIndex={0}>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case 'blockquote':
      return <blockquote>{blocks((token as Tokens.Blockquote).tokens, images)}</blockquote>;
    case 'table':
      return <Table table={token as Tokens.Table} images={images} />;
    case 'hr':
      return <hr />;
    case 'space':
      return null;
    default:
      return <p>{token.raw}</p>;
  }
}

function Table({ table, images }: { table: Tokens.Table; images: Images }) {
  return (
    <section
      className={styles.wide}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, by keyboard too
      tabIndex={0}
      aria-label={table.header.map((each) => each.text).join(', ')}
    >
      <table>
        <thead>
          <tr>
            {table.header.map((cell, index) => (
              <th key={index} scope="col">
                {inlines(cell.tokens, images)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at}>
              {row.map((cell, index) => (
                <td key={index}>{inlines(cell.tokens, images)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function inline(token: Token, images: Images): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines((token as Tokens.Strong).tokens, images)}</strong>;
    case 'em':
      return <em>{inlines((token as Tokens.Em).tokens, images)}</em>;
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>;
    case 'br':
      return <br />;
    case 'link': {
      const { href, tokens } = token as Tokens.Link;
      const inside = inlines(tokens, images);
      // The other documents are in the repository, and not on this server.
      return /^(#|\/|https:\/\/)/.test(href) ? <a href={href}>{inside}</a> : inside;
    }
    case 'image': {
      const { href, text } = token as Tokens.Image;
      const src = images[href];
      return src ? <img src={src} alt={text} loading="lazy" /> : <em>{text}</em>;
    }
    case 'text':
    case 'escape':
      return 'tokens' in token && token.tokens ? inlines(token.tokens, images) : textOf(token);
    default:
      return token.raw;
  }
}
