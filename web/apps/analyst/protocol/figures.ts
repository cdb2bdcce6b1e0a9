import type { Level } from '@shared/assessment/read';
import type { LibraryParts } from '@shared/api/libraries';
import type { Protocol, Texts } from './model';
import { openProtocol, rulesOf } from './read';
import { missingByLanguage, type ContentLanguage } from './texts';

/** What the list of protocols shows of each: small, so that all of them can be kept. */
export interface Figures {
  complaint: string;
  title: Texts;
  words: string;
  version: string;
  date: string;
  review: Protocol['review'];
  fingerprint: string;
  rules: Record<Level, number>;
  rulesTotal: number;
  findings: string[];
  cases: number;
  missing: Record<ContentLanguage, number>;
  sourcesRead: number;
  sources: number;
  exceptions: number;
  hasProof: boolean;
}

function wordsOf({ complaint, title, synonyms, codes }: Protocol): string {
  return [complaint, ...Object.values(title), ...Object.values(synonyms).flat(), ...codes.map((one) => one.code)].join('\n').toLowerCase();
}

export function figuresOf(parts: LibraryParts): Figures {
  const { protocol, proof } = openProtocol(parts);
  return {
    complaint: protocol.complaint,
    title: protocol.title,
    words: wordsOf(protocol),
    version: protocol.version,
    date: protocol.date,
    review: protocol.review,
    fingerprint: protocol.fingerprint,
    rules: Object.fromEntries(protocol.levels.map((level) => [level.level, level.rules.length])) as Record<Level, number>,
    rulesTotal: rulesOf(protocol).length,
    findings: protocol.findings.map((finding) => finding.id),
    cases: protocol.cases.length,
    missing: missingByLanguage(protocol),
    sourcesRead: protocol.sources.filter((source) => source.wasRead).length,
    sources: protocol.sources.length,
    exceptions: protocol.exceptions.length,
    hasProof: proof !== undefined,
  };
}

export const missingTexts = (figures: Figures) => Object.values(figures.missing).reduce((sum, count) => sum + count, 0);

export type Column = 'title' | 'version' | 'review' | 'rules' | 'findings' | 'cases' | 'languages' | 'sources' | 'proof';

const reviews: Protocol['review'][] = ['draft', 'reviewed', 'approved'];

const values: Record<Exclude<Column, 'title'>, (figures: Figures) => number | string> = {
  version: (figures) => figures.version,
  review: (figures) => reviews.indexOf(figures.review),
  rules: (figures) => figures.rulesTotal,
  findings: (figures) => figures.findings.length,
  cases: (figures) => figures.cases,
  languages: (figures) => -missingTexts(figures),
  sources: (figures) => figures.sourcesRead / Math.max(figures.sources, 1),
  proof: (figures) => Number(figures.hasProof),
};

const compare = (one: number | string, other: number | string) =>
  typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other), 'nb', { numeric: true });

/** Sorted by a column; equal ones by title. */
export function sorted(all: Figures[], column: Column, downwards: boolean, titleOf: (figures: Figures) => string): Figures[] {
  const value = column === 'title' ? titleOf : values[column];
  const sign = downwards ? -1 : 1;
  return [...all].sort((one, other) => sign * compare(value(one), value(other)) || titleOf(one).localeCompare(titleOf(other), 'nb'));
}

export const found = (all: Figures[], words: string) =>
  all.filter((figures) => words.toLowerCase().trim().split(/\s+/).every((word) => figures.words.includes(word)));
