// @vitest-environment jsdom
import { render } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { Markdown } from './Markdown';

const html = (text: string) => render(<Markdown text={text} />).container.querySelector('.markdown')?.innerHTML;

describe('markdown', () => {
  it('has paragraphs, lists and emphasis', () => {
    expect(html('Ett **sterkt** ord.\n\n- en\n- to\n\n1. først\n2. så')).toBe(
      '<p>Ett <strong>sterkt</strong> ord.</p><ul><li>en</li><li>to</li></ul><ol><li>først</li><li>så</li></ol>',
    );
  });

  it('takes a list that follows a line at once', () => {
    expect(html('Gjør dette:\n- en\n- to')).toBe('<p>Gjør dette:</p><ul><li>en</li><li>to</li></ul>');
  });

  it('keeps a wrapped line with its point and with its paragraph', () => {
    expect(html('- en lang\n  linje\n- to')).toBe('<ul><li>en lang linje</li><li>to</li></ul>');
    expect(html('en lang\nlinje')).toBe('<p>en lang linje</p>');
  });

  it('lets nothing in a text become markup', () => {
    expect(html('<img src=x onerror=alert(1)> [her](javascript:alert(1))')).not.toMatch(/<(img|a)\b/);
  });

  it('makes the numbers one may have to call into links', () => {
    const { container } = render(<Markdown text="Ring 116 117, eller **113**." />);
    expect([...container.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['tel:116117', 'tel:113']);
  });
});
