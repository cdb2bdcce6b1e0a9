import type { Parameters, ParametersParameter } from 'fhir/r4';
import { parameters } from './parameters';
import { post } from './request';

/** Something a person's own words seem to say. Only a proposal: the person is shown it and decides. */
export interface Proposal {
  linkId: string;
  /** The words that were read so. */
  words: string;
}

export const textCharactersMax = 1000;

const partOf = (proposal: ParametersParameter, name: string) => proposal.part?.find((one) => one.name === name);

/** What is said to be there. What is denied is left out: a denial may never answer for the person. */
export function proposalsOf(answer: Parameters): Proposal[] {
  return (answer.parameter ?? []).flatMap((one) => {
    const linkId = partOf(one, 'id')?.valueCode;
    if (one.name !== 'finding' || !linkId || partOf(one, 'present')?.valueBoolean !== true) return [];
    return [{ linkId, words: partOf(one, 'words')?.valueString ?? '' }];
  });
}

export async function proposalsIn(text: string, complaint: string, language: string): Promise<Proposal[]> {
  const words = text.trim().slice(0, textCharactersMax);
  if (!words) return [];
  const asked = parameters({ name: 'text', valueString: words }, { name: 'complaint', valueCode: complaint }, { name: 'language', valueCode: language });
  return proposalsOf(await post<Parameters>('/fhir/Questionnaire/$findings-in-text', asked));
}
