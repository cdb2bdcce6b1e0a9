import type { Protocol, Texts } from './model';

export const contentLanguages = ['nb', 'nn', 'en'] as const;
export type ContentLanguage = (typeof contentLanguages)[number];

export interface Said {
  text: string;
  /** The language it is really in: bokmål where the wanted one is not written. */
  language: ContentLanguage;
  missing: boolean;
}

/** A text as it is said in one language, about a child when asked and written. */
export function said(texts: Texts | undefined, language: ContentLanguage, aboutChild = false): Said {
  const find = (wanted: string) => (aboutChild ? texts?.[`${wanted}-child`] : undefined) ?? texts?.[wanted];
  const text = find(language);
  if (text !== undefined) return { text, language, missing: false };
  return { text: find('nb') ?? '', language: 'nb', missing: true };
}

const isTexts = (value: object): value is Texts => 'nb' in value && typeof (value as Texts).nb === 'string';

function collect(value: unknown, found: Texts[]) {
  if (typeof value !== 'object' || value === null) return;
  if (isTexts(value)) found.push(value);
  else for (const inner of Object.values(value)) collect(inner, found);
}

/** Every text people may see; conditions and cases repeat those of findings, and are left out. */
export function allTexts(protocol: Protocol): Texts[] {
  const { title, levels, selfcare, groups, findings } = protocol;
  const shown = levels.map(({ rules, ...level }) => [level, rules.map(({ when: _, ...rule }) => rule)]);
  const found: Texts[] = [];
  collect([title, shown, selfcare, groups, findings.map(({ gate: _, ...finding }) => finding)], found);
  return found;
}

/**
 * How many texts lack each language. "-child" stands only where the text itself would be wrong about a child, and languages
 * differ in that ("Gutt" is the same word in nynorsk), so one that is not there is no hole.
 */
export function missingByLanguage(protocol: Protocol): Record<ContentLanguage, number> {
  const texts = allTexts(protocol);
  const count = (language: string) => texts.filter((text) => !text[language]).length;
  return { nb: count('nb'), nn: count('nn'), en: count('en') };
}
