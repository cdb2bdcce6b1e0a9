// @vitest-environment jsdom
import type { QuestionnaireResponse } from 'fhir/r4';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { screensOf, withAnswers, type Answer } from '@shared/interview/screens';
import { startLanguage } from '@shared/language/start';
import { groupItem, interview, redFlagItem } from '@shared/test/interview';
import { ask, openStep, stepAfter } from './standing';

beforeEach(() => startLanguage('nb'));

const no: Answer = { kind: 'choice', code: 'no' };
const [first, second, third] = ['one', 'two', 'three'].map((name) => groupItem(name, redFlagItem(`${name}-a`), redFlagItem(`${name}-b`)));
const screenAnswers = (name: string) => ({ [`${name}-a`]: no, [`${name}-b`]: no });

/** A server that asks three screens in a row, and counts how often it is asked. */
function serving(): () => number {
  const server = vi.spyOn(globalThis, 'fetch').mockImplementation((_, init) => {
    const sent = JSON.parse(String(init?.body)) as QuestionnaireResponse;
    const answered = (sent.item ?? []).filter((item) => item.item?.every((one) => one.answer)).length;
    const asked = interview(...[first!, second!, third!].slice(0, answered + 1));
    return Promise.resolve(new Response(JSON.stringify({ ...asked, item: sent.item }), { status: 200 }));
  });
  return () => server.mock.calls.length;
}

describe('where an interview stands', () => {
  it('is at the first screen of which something is not known', async () => {
    const calls = serving();
    const known = { answers: { ...screenAnswers('one'), ...screenAnswers('two'), 'three-a': no }, at: Date.now() };
    const standing = await ask({ ...interview(), item: [] }, known);
    expect(standing.carried).toEqual(['one', 'two']);
    expect(openStep(screensOf(standing.response))).toBe(3);
    expect(calls()).toBe(3);
  });

  it('is at the first screen when nothing is known', async () => {
    serving();
    const standing = await ask({ ...interview(), item: [] });
    expect(standing.carried).toEqual([]);
    expect(openStep(screensOf(standing.response))).toBe(1);
  });
});

describe('the next screen to show', () => {
  const all = interview(first!, second!, third!);
  const answered = withAnswers(withAnswers(all, 'one', screenAnswers('one')), 'two', screenAnswers('two'));

  it('passes by what was answered from before', () => expect(stepAfter(screensOf(answered), 1, ['two'])).toBe(3));
  it('is one that the person answered on this way', () => expect(stepAfter(screensOf(answered), 1, [])).toBe(2));
  it('is a carried one all the same when its answer is gone', () => expect(stepAfter(screensOf(all), 1, ['two'])).toBe(2));
  it('is none after the last', () => expect(stepAfter(screensOf(answered), 3, [])).toBeUndefined());
});
