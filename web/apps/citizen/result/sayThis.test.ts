// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Assessment } from '@shared/assessment/read';
import { withAnswers, type Answers } from '@shared/interview/screens';
import { startLanguage } from '@shared/language/start';
import { choiceItem, groupItem, interview, redFlagItem, temperatureItem } from '@shared/test/interview';
import type { Finished } from '../outcomes';
import { linesToSay } from './sayThis';

beforeEach(() => startLanguage('nb'));

const items = [
  groupItem('about', { linkId: 'age-years', type: 'decimal', text: 'Alder' }, choiceItem('sex', ['female', 'male'])),
  groupItem('list', redFlagItem('Stiv i nakken'), redFlagItem('Sløv'), redFlagItem('Utslett')),
  temperatureItem,
  { linkId: 'symptom-days', type: 'integer', text: 'Dager' } as const,
];
const screenOf: Record<string, string> = { 'age-years': 'about', sex: 'about', 'Stiv i nakken': 'list', Sløv: 'list', Utslett: 'list', temperature: 'temperature', 'symptom-days': 'symptom-days' };

function finished(answers: Answers): Finished {
  const screens = [...new Set(Object.values(screenOf))];
  const response = screens.reduce((before, screen) => withAnswers(before, screen, answers), interview(...items));
  return { complaint: { system: '', code: 'headache', display: 'Hodepine' }, response, assessment: { resourceType: 'RiskAssessment', status: 'final', subject: {} } };
}

const assessment = { level: 'emergency', rules: [{ level: 'emergency', findings: ['Stiv i nakken', 'Sløv', 'temperature'] }] } as unknown as Assessment;
const say = (answers: Answers, kind: 'self' | 'child' | 'other' = 'self') => linesToSay(finished(answers), 'Hodepine', assessment, { kind }, i18next.t, 'nb');

describe('what to say on the phone', () => {
  it('is who, what is there, and for how long', () => {
    const lines = say({
      'age-years': { kind: 'number', number: '34' },
      sex: { kind: 'choice', code: 'female' },
      'Stiv i nakken': { kind: 'choice', code: 'yes' },
      Utslett: { kind: 'choice', code: 'yes' },
      temperature: { kind: 'number', number: '39.5' },
      'symptom-days': { kind: 'number', number: '2' },
    });
    expect(lines).toEqual(['Jeg ringer om hodepine. Jeg er 34 år, female.', 'Dette merkes nå: Stiv i nakken; Hva er temperaturen? 39,5 °C.', 'Det har vart i 2 dager.']);
  });

  it('never says what was denied or not known', () => {
    const lines = say({ 'Stiv i nakken': { kind: 'choice', code: 'no' }, Sløv: { kind: 'choice', code: 'unknown' } }, 'child');
    expect(lines).toEqual(['Jeg ringer for et barn om hodepine.']);
  });

  it('says what is there when the rules rest on none of it alone', () => {
    expect(say({ Utslett: { kind: 'choice', code: 'yes' } })).toEqual(['Jeg ringer om hodepine.', 'Dette merkes nå: Utslett.']);
  });
});
