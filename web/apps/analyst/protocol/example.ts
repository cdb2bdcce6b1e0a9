import type { Condition, Finding, Leaf, Protocol, Rule } from './model';

// A small invented protocol for the tests; nothing in it is clinical.

export const leaf = (finding: string, more: Partial<Leaf> = {}): Leaf => ({ finding, is: 'yes', text: { nb: finding, nn: finding, en: finding }, ...more });

export const finding = (id: string, more: Partial<Finding> = {}): Finding => ({
  id,
  kind: 'yes-no',
  worrying: 'yes',
  unknownPasses: false,
  redFlag: false,
  question: { nb: `${id}?`, nn: `${id}?`, en: `${id}?` },
  present: { nb: id, nn: id, en: id },
  place: `findings/some.yaml:1`,
  ...more,
});

export const rule = (id: string, when: Condition, more: Partial<Rule> = {}): Rule => ({
  id,
  outcome: { level: 'emergency', text: 'emergency' },
  ifUnknown: { level: 'urgent', minutes: 60, text: 'urgent within 1 h' },
  when,
  whenWritten: id,
  reason: { nb: `Fordi ${id}.`, nn: `Fordi ${id}.`, en: `Because ${id}.` },
  evidence: ['NAKOS 16'],
  place: 'protocols/some.yaml:1',
  ...more,
});

const urgent = { level: 'urgent' as const, minutes: 240, text: 'urgent within 4 h' };

export const protocol: Protocol = {
  form: 1,
  complaint: 'some',
  version: '0.1.0',
  date: '2026-11-22',
  fingerprint: 'abc',
  review: 'draft',
  author: 'Somebody',
  reviewers: [],
  place: 'protocols/some.yaml:1',
  title: { nb: 'Noe', nn: 'Noko', en: 'Something' },
  synonyms: { nb: ['greier'] },
  codes: [],
  assumes: [],
  opening: [],
  levels: [
    {
      level: 'emergency',
      name: { nb: 'Akutt', nn: 'Akutt', en: 'Emergency' },
      headline: { nb: 'Ring', nn: 'Ring', en: 'Call' },
      rules: [rule('red', leaf('choking'), { place: 'red-screen.yaml:3' }), rule('both', { op: 'all', operands: [leaf('fever'), leaf('rash')] })],
      advice: [],
      commonAdvice: [],
    },
    {
      level: 'urgent',
      name: { nb: 'Haster', nn: 'Hastar', en: 'Urgent' },
      headline: { nb: 'Ring', nn: 'Ring', en: 'Call' },
      rules: [rule('hot', leaf('fever'), { outcome: urgent, evidence: ['NG1'] })],
      advice: [],
      commonAdvice: [],
    },
  ],
  selfcare: { reason: { nb: 'Det går over.', nn: 'Det går over.', en: 'It passes.' }, evidence: ['NG1'] },
  groups: [{ id: 'red-screen', title: { nb: 'Nå?', nn: 'No?', en: 'Now?' }, findings: ['choking'] }],
  findings: [finding('choking'), finding('fever'), finding('rash'), finding('age-years', { kind: 'number' })],
  exceptions: [],
  sources: [
    { key: 'NAKOS', title: 'Indeks', year: '4', wasRead: true },
    { key: 'NG1', title: 'Guide', year: '2020', wasRead: false },
  ],
  cases: [
    { name: 'hot', place: 'protocols/some.cases.yaml:1', given: [{ finding: 'age-years', is: '2 months' }, { finding: 'fever', is: 'yes' }], expect: 'urgent within 4 h', because: ['hot'] },
    { name: 'nothing', place: 'protocols/some.cases.yaml:9', given: [{ finding: 'rash', is: 'no' }], expect: 'selfcare' },
  ],
};
