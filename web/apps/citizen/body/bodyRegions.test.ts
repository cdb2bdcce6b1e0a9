import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pictures } from './bodyRegions';

const findings = resolve(import.meta.dirname, '../../../../content/triage/findings');
const content = readdirSync(findings).map((file) => readFileSync(join(findings, file), 'utf8')).join('\n');

/** The part of the content that stands under a question's id. */
const partOf = (finding: string) => new RegExp(`^  ${finding}:\\n((?:    .*\\n|\\n)*)`, 'm').exec(content)?.[1] ?? '';

describe.each(Object.entries(pictures))('the drawing for %s', (finding, picture) => {
  it('is of a question that the content asks', () => expect(partOf(finding)).toContain('kind: choice'));

  it('has only places that are among the answers', () => {
    const offered = [...partOf(finding).matchAll(/^ {6}([a-z-]+):$/gm)].map((match) => match[1]);
    for (const region of picture.regions) expect(offered).toContain(region.code);
  });
});
