import { Fragment, type ReactNode } from 'react';

// Texts come as markdown from the content files. This reads the little that is used there (paragraphs, bullet and
// numbered lists, bold, italics) and turns everything else into plain text, so nothing in a text can become markup.

const phonePattern = /\b(113|110|112|116\s?117|116\s?123|116\s?111|22\s?59\s?13\s?00)\b/;
const inlinePattern = /(\*\*[^*]+\*\*|\*[^*]+\*|_[^_]+_)/;

function withPhones(text: string): ReactNode[] {
  return text.split(new RegExp(phonePattern, 'g')).map((piece, index) =>
    index % 2 === 1 ? (
      <a key={index} href={`tel:${piece.replace(/\s/g, '')}`} className="phone">
        {piece}
      </a>
    ) : (
      piece
    ),
  );
}

function inline(text: string): ReactNode {
  return text.split(new RegExp(inlinePattern, 'g')).map((piece, index) => {
    if (piece.startsWith('**')) return <strong key={index}>{withPhones(piece.slice(2, -2))}</strong>;
    if (index % 2 === 1) return <em key={index}>{withPhones(piece.slice(1, -1))}</em>;
    return <Fragment key={index}>{withPhones(piece)}</Fragment>;
  });
}

const bullet = /^\s*[-*•]\s+/;
const numbered = /^\s*\d+[.)]\s+/;

function block(lines: string[], key: number): ReactNode {
  const list = [bullet, numbered].find((mark) => lines.every((line) => mark.test(line)));
  if (!list) return <p key={key}>{inline(lines.map((line) => line.trim()).join(' '))}</p>;
  const items = lines.map((line, index) => <li key={index}>{inline(line.replace(list, ''))}</li>);
  return list === bullet ? <ul key={key}>{items}</ul> : <ol key={key}>{items}</ol>;
}

const kindOf = (line: string) => (bullet.test(line) ? 'bullet' : numbered.test(line) ? 'numbered' : line.trim() ? 'text' : 'empty');

/** Lines that belong together; a wrapped line of a list point is taken with its point. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let before = 'empty';
  for (const line of text.replace(/^#+\s*/gm, '').split('\n')) {
    const kind = kindOf(line);
    const last = blocks.at(-1);
    if (kind === 'empty') before = 'empty';
    else if (last && kind === 'text' && before !== 'empty' && before !== 'text') last[last.length - 1] += ` ${line.trim()}`;
    else if (last && kind === before) last.push(line);
    else blocks.push([line]);
    if (!(kind === 'text' && last && before !== 'empty')) before = kind;
  }
  return blocks;
}

export function Markdown({ text }: { text: string }) {
  return <div className="markdown">{blocksOf(text).map(block)}</div>;
}
