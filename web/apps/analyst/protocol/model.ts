import type { AdviceKind, Level } from '@shared/assessment/read';

// protocol.json, form 1, as told in docs/guides/editor/protocol-table.md.

/** By language: nb, nn, en, se, and nb-child and so on. */
export type Texts = Record<string, string>;

export interface Outcome {
  level: Level;
  /** Absent: now, or no limit. */
  minutes?: number;
  text: string;
}

export interface Leaf {
  finding: string;
  is: string;
  text: Texts;
  unknownCountsAs?: boolean;
  fromGate?: boolean;
}

export interface Branch {
  op: 'all' | 'any' | 'not' | 'at-least' | 'always';
  operands?: Condition[];
  needed?: number;
}

export type Condition = Leaf | Branch;

export const isLeaf = (condition: Condition): condition is Leaf => 'finding' in condition;

export interface Rule {
  id: string;
  outcome: Outcome;
  ifUnknown: Outcome;
  when: Condition;
  whenWritten: string;
  reason: Texts;
  doNow?: Texts;
  evidence: string[];
  place: string;
}

export interface LevelPart {
  level: Level;
  name: Texts;
  headline: Texts;
  rules: Rule[];
  advice: AdviceText[];
  commonAdvice: AdviceText[];
}

export interface AdviceText {
  kind: AdviceKind;
  text: Texts;
  phone?: string;
}

export interface Coded {
  system: string;
  code: string;
}

export interface Finding {
  id: string;
  kind: 'yes-no' | 'choice' | 'number';
  worrying: 'yes' | 'no' | 'neither';
  unknownPasses: boolean;
  redFlag: boolean;
  question: Texts;
  help?: Texts;
  present: Texts;
  absent?: Texts;
  choices?: { id: string; text: Texts }[];
  min?: number;
  max?: number;
  unit?: string;
  unitLabel?: Texts;
  codes?: Coded[];
  gate?: Condition;
  gateWritten?: string;
  place: string;
}

export interface Group {
  id: string;
  title: Texts;
  findings: string[];
}

export interface Given {
  finding: string;
  is: string;
  text?: Texts;
}

export interface StoredCase {
  name: string;
  place: string;
  given: Given[];
  expect?: string;
  expectUnknown?: string;
  unlisted?: 'no' | 'unknown';
  because?: string[];
  note?: string;
}

export interface Source {
  key: string;
  title: string;
  year: string;
  wasRead: boolean;
}

export interface LawException {
  law: string;
  finding: string;
  reason: string;
  place: string;
}

/** An emergency that is knowingly less in other protocols; `in` empty: in all others. */
export interface Difference {
  rule: string;
  in: string[];
  reason: string;
  place: string;
}

export interface Protocol {
  form: 1;
  complaint: string;
  version: string;
  date: string;
  fingerprint: string;
  review: 'draft' | 'reviewed' | 'approved';
  author: string;
  reviewers: string[];
  note?: string;
  place: string;
  title: Texts;
  synonyms: Record<string, string[]>;
  codes: Coded[];
  assumes: string[];
  opening: string[];
  levels: LevelPart[];
  selfcare: { reason: Texts; evidence: string[] };
  groups: Group[];
  findings: Finding[];
  exceptions: LawException[];
  /** Absent when the server is too old to tell. */
  differences?: Difference[];
  sources: Source[];
  cases: StoredCase[];
}

/** proof.json: what was shown when the content was installed. */
export interface Proof {
  form: number;
  fingerprint: string;
  installed: string;
  laws: Record<string, number>;
}
