import { describe, expect, it } from 'vitest';
import { protocol } from './example';
import { missingByLanguage, said } from './texts';

describe('a text', () => {
  it('that is not written is said in bokmål and marked', () => {
    expect(said({ nb: 'Feber', en: 'Fever' }, 'nn')).toEqual({ text: 'Feber', language: 'nb', missing: true });
  });

  it('about a child is taken where it is written, and is no hole where it is not', () => {
    expect(said({ nb: 'Du', 'nb-child': 'Barnet' }, 'nb', true).text).toBe('Barnet');
    expect(said({ nb: 'Feber' }, 'nb', true)).toEqual({ text: 'Feber', language: 'nb', missing: false });
  });
});

describe('languages', () => {
  it('are complete when every text is there', () => {
    expect(missingByLanguage(protocol)).toEqual({ nb: 0, nn: 0, en: 0 });
  });

  it('lack what is missing anywhere: in a rule, in a finding', () => {
    const [first, ...others] = protocol.findings;
    const holed = { ...protocol, findings: [{ ...first!, question: { nb: 'Hva?', en: 'What?' } }, ...others] };
    expect(missingByLanguage(holed)).toEqual({ nb: 0, nn: 1, en: 0 });
  });
});
