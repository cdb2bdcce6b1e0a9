import type { Choice } from '@shared/api/complaints';
import type { TextKey } from '@shared/language/start';
import type { Whom } from './draft';

/** Where every question can begin when no complaint fits. */
export const somethingElse = 'something-else';

interface Area {
  name: TextKey;
  complaints: string[];
}

/** The complaints by where they are felt, from the head down. One that stands nowhere here is shown in the last. */
export const areas: Area[] = [
  { name: 'area.whole', complaints: ['fever-adult', 'fever-child', 'allergic-reaction', 'diabetes-problem', 'frail-elder'] },
  { name: 'area.head', complaints: ['headache', 'dizziness', 'fainting', 'head-injury', 'seizure', 'confusion', 'weakness-numbness'] },
  { name: 'area.face', complaints: ['eye-problem', 'ear-pain', 'hearing-loss', 'nosebleed', 'sinus-pain', 'tooth-mouth', 'sore-throat'] },
  { name: 'area.chest', complaints: ['chest-pain', 'breathing-difficulty', 'palpitations', 'cough', 'cold-flu'] },
  { name: 'area.belly', complaints: ['abdominal-pain', 'vomiting-diarrhoea', 'blood-in-stool'] },
  { name: 'area.urinary', complaints: ['urinary-symptoms', 'flank-pain-stone', 'gynaecological', 'testicular-pain'] },
  { name: 'area.pregnancy', complaints: ['pregnancy-problem', 'after-birth'] },
  { name: 'area.limbs', complaints: ['back-pain', 'limb-injury', 'joint-swelling', 'leg-swelling'] },
  { name: 'area.skin', complaints: ['skin-rash', 'skin-infection', 'wound-bite', 'burn', 'insect-tick-bite'] },
  { name: 'area.mind', complaints: ['mental-health', 'intoxication', 'poisoning'] },
  { name: 'area.other', complaints: [] },
];

// What people contact the out-of-hours clinics about, the most frequent first (Midtbø 2017: fever, then abdominal
// pain, cough, ear pain, injuries, skin). Children come for fever, ears and stomachs; adults more for pain and injuries.
const usual: Record<Whom['kind'], string[]> = {
  child: ['fever-child', 'vomiting-diarrhoea', 'ear-pain', 'cough', 'abdominal-pain', 'skin-rash', 'breathing-difficulty', 'head-injury', 'limb-injury', 'sore-throat'],
  self: ['fever-adult', 'abdominal-pain', 'cough', 'limb-injury', 'sore-throat', 'chest-pain', 'skin-rash', 'urinary-symptoms', 'back-pain', 'headache'],
  other: ['fever-adult', 'abdominal-pain', 'chest-pain', 'breathing-difficulty', 'cough', 'limb-injury', 'dizziness', 'confusion', 'mental-health', 'frail-elder'],
};

/** The usual complaints for whom it is about, as far as the content has them. */
export function usualFor(kind: Whom['kind'], all: Choice[]): Choice[] {
  return usual[kind].flatMap((code) => all.find((one) => one.code === code) ?? []);
}

// The same illness has one interview for children and one for the grown: the wrong one may not come first.
const forChildren = 'fever-child';
const forGrown = 'fever-adult';

/** What was found, with the interview for this person's age before the other one. Nothing is left out. */
export function inOrderFor(kind: Whom['kind'], found: Choice[]): Choice[] {
  const [wanted, other] = kind === 'child' ? [forChildren, forGrown] : [forGrown, forChildren];
  const first = found.findIndex((one) => one.code === other);
  const second = found.findIndex((one) => one.code === wanted);
  if (kind === 'other' || first < 0 || second < first) return found;
  const moved = found[second]!;
  return [...found.slice(0, first), moved, ...found.slice(first).filter((one) => one !== moved)];
}

export interface Group {
  name: TextKey;
  complaints: Choice[];
}

/** All complaints by area. None is lost: what is in no area is in the last. */
export function groupsOf(all: Choice[]): Group[] {
  const placed = new Set([...areas.flatMap((area) => area.complaints), somethingElse]);
  const rest = all.filter((one) => !placed.has(one.code)).map((one) => one.code);
  return areas
    .map((area) => ({ name: area.name, codes: area.name === 'area.other' ? rest : area.complaints }))
    .map(({ name, codes }) => ({ name, complaints: codes.flatMap((code) => all.find((one) => one.code === code) ?? []) }))
    .filter((group) => group.complaints.length > 0);
}

/** Everything but the way out, which has its own place at the end. */
export const named = (all: Choice[]) => all.filter((one) => one.code !== somethingElse);
export const wayOut = (all: Choice[]) => all.find((one) => one.code === somethingElse);
