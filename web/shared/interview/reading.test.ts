// @vitest-environment jsdom
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { startLanguage } from '@shared/language/start';
import { choiceItem, groupItem, interview, redFlagItem, temperatureItem } from '@shared/test/interview';
import { ageInWords, answerInWords, durationOf, personInWords, reportedInWords, withAnswer } from './reading';
import { screensOf, unknown, withAnswers } from './screens';

const yes = { kind: 'choice', code: 'yes' } as const;
const no = { kind: 'choice', code: 'no' } as const;
const number = (written: string) => ({ kind: 'number', number: written }) as const;

const asked = interview(
  groupItem('about', { linkId: 'age-years', type: 'decimal' }, choiceItem('sex', ['Kvinne', 'Mann', 'unknown'])),
  groupItem('signs', redFlagItem('drools'), choiceItem('cough', undefined, 'Har hoste'), choiceItem('rash', undefined, 'Har utslett')),
  { linkId: 'symptom-days', type: 'integer', text: 'Hvor mange dager?' },
  temperatureItem,
);
const about = withAnswers(asked, 'about', { 'age-years': number('34.5'), sex: { kind: 'choice', code: 'Mann' } });
const signs = withAnswers(about, 'signs', { drools: yes, cough: yes, rash: no });
const screens = screensOf(withAnswers(withAnswers(signs, 'symptom-days', { 'symptom-days': number('2') }), 'temperature', { temperature: number('38.5') }));

beforeAll(() => startLanguage('nb'));

describe('answers in words', () => {
  it('tell who the person is', () => expect(personInWords(screens, i18next.t, 'nb')).toBe('34 år, mann'));

  it('tell how long it has lasted', () => expect(answerInWords(durationOf(screens)!, i18next.t, 'nb')).toBe('2 dager'));

  it('do not take a yes-or-no question about an onset for how long it has lasted', () => {
    const sudden = interview(choiceItem('sudden-onset'), { linkId: 'symptom-days', type: 'integer', text: 'Hvor mange dager?' });
    expect(durationOf(screensOf(sudden))?.linkId).toBe('symptom-days');
  });

  it('tell what was reported, apart from danger signs and what was denied', () => {
    expect(reportedInWords(screens, i18next.t, 'nb')).toEqual(['Har hoste', 'Hva er temperaturen? 38,5 °C']);
  });

  it('leave out what is not known of the person', () => {
    expect(personInWords(screensOf(withAnswers(asked, 'about', { 'age-years': unknown, sex: unknown })), i18next.t, 'nb')).toBe('');
  });

  it.each([
    ['0.167', '2 måneder'],
    ['0.083', '1 måned'],
    ['2', '2 år'],
    ['78', '78 år'],
  ])('say an age of %s as %s', (years, words) => expect(ageInWords(years, i18next.t)).toBe(words));

  it('put no colon after a question mark', () => {
    expect(withAnswer('Alder', '3 år')).toBe('Alder: 3 år');
    expect(withAnswer('Hvor gammel?', '3 år')).toBe('Hvor gammel? 3 år');
  });
});
