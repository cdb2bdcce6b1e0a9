import type { QuestionnaireResponse, RiskAssessment } from 'fhir/r4';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Choice } from '@shared/api/complaints';
import { proposalsIn, type Proposal } from '@shared/api/findingsInText';
import { levelOf, type Level } from '@shared/assessment/read';
import { begun } from '@shared/interview/screens';
import { earlierContact, type EarlierContact } from './earlierContact';
import { knownFrom, type Known } from './known';
import type { Finished } from './outcomes';
import { ask, type Standing } from './standing';

/** Whom the assessment is about. A named child or oneself comes from a signed-in session. */
export interface Whom {
  kind: 'self' | 'child' | 'other';
  patient?: string;
  name?: string;
  birthDate?: string;
  gender?: string;
}

/** An assessment under way. Kept in this tab only, and gone when the tab is closed. */
export interface Draft {
  complaint: Choice;
  whom: Whom;
  response: QuestionnaireResponse;
  assessment?: RiskAssessment;
  confirmed?: boolean;
  /** What was typed when the complaint was looked for, and what it seems to say. */
  text?: string;
  proposals?: Proposal[];
  /** Screens that were answered with what was known, without being shown. */
  carried?: string[];
  /** Other complaints of the same person: with their advice, and still to be asked about. */
  earlier?: Finished[];
  waiting?: Choice[];
  known?: Known;
  /** What the record says of an earlier contact about the complaint at hand. */
  contact?: EarlierContact;
  /** The level that was shown before an answer was changed. */
  levelShown?: Level;
  ownWords?: string;
  medicines?: string;
  shared?: { recipientName?: string; code?: string; expires?: string };
}

const kept = 'helselos.draft';

function read(): Draft | undefined {
  try {
    const text = sessionStorage.getItem(kept);
    return text ? (JSON.parse(text) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

function write(draft: Draft | undefined) {
  try {
    if (draft) sessionStorage.setItem(kept, JSON.stringify(draft));
    else sessionStorage.removeItem(kept);
  } catch {
    // Without storage the assessment lives as long as the page does.
  }
}

const helpWaitMsMax = 3000;

/** What is a help, and not needed: failing to get it, or slowly, holds nobody up. */
function helpful<T>(help: Promise<T>, without: T): Promise<T> {
  const late = new Promise<T>((done) => setTimeout(() => done(without), helpWaitMsMax));
  return Promise.race([help.catch(() => without), late]);
}

const proposals = (text: string, complaint: Choice, language: string) => helpful<Proposal[]>(proposalsIn(text, complaint.code, language), []);

const contactBefore = ({ patient }: Whom, { code }: Choice) =>
  patient ? helpful(earlierContact(patient, code, new Date()), undefined) : Promise.resolve(undefined);

const responsesOf = (draft: Draft) => [...(draft.earlier ?? []).map((one) => one.response), draft.response];
const wordsMin = 3;
/** A sentence is worth handing on; a word to search with is not. */
const isTold = (text: string) => text.trim().split(/\s+/).length >= wordsMin;

/** The same person's next complaint. What is assessed is kept with its advice; of what is left only the answers are. */
function following(draft: Draft, complaint: Choice, standing: Standing): Draft {
  const { response, assessment } = draft;
  const others = (draft.earlier ?? []).filter((one) => one.complaint.code !== complaint.code);
  const isSame = draft.complaint.code === complaint.code;
  return {
    ...draft,
    complaint,
    ...standing,
    earlier: assessment && !isSame ? [...others, { complaint: draft.complaint, response, assessment }] : others,
    waiting: (draft.waiting ?? []).filter((one) => one.code !== complaint.code),
    known: knownFrom(responsesOf(draft), Date.now(), draft.known),
    levelShown: undefined,
    confirmed: false,
    shared: undefined,
  };
}

/** Goes back into a complaint that has its advice; the one at hand takes its place. */
function reopened(draft: Draft, code: string): Draft {
  const wanted = draft.earlier?.find((one) => one.complaint.code === code);
  if (!wanted || !draft.assessment) return draft;
  const { complaint, response, assessment } = draft;
  const earlier = draft.earlier!.map((one) => (one === wanted ? { complaint, response, assessment } : one));
  return { ...draft, ...wanted, earlier, carried: [], proposals: [], confirmed: true, levelShown: undefined };
}

interface DraftDoor {
  draft: Draft | undefined;
  begin(complaint: Choice, whom: Whom, language: string, text: string): Promise<void>;
  /** Another complaint of the same person, now: what is answered already is not asked again. */
  goOnWith(complaint: Choice, language: string, text: string): Promise<Standing>;
  /** Another complaint of the same person, when this one is done. */
  putOff(complaint: Choice): void;
  /** Back into the answers of a complaint that has its advice. */
  reopen(complaint: string): void;
  /** Sends the interview with new answers, and gives back where it stands. */
  answer(response: QuestionnaireResponse): Promise<Standing & { level?: Level }>;
  /** The same answers in another language. */
  translate(language: string): Promise<void>;
  note(values: Partial<Pick<Draft, 'confirmed' | 'ownWords' | 'medicines' | 'shared' | 'whom'>>): void;
  forget(): void;
}

/** The level the person has seen: from here on a change is told from it. */
function shownOf(draft: Draft): Level | undefined {
  if (!draft.assessment) return draft.levelShown;
  const level = levelOf(draft.assessment);
  return draft.confirmed || level === 'emergency' ? level : draft.levelShown;
}

const Door = createContext<DraftDoor | undefined>(undefined);

export function useDraft(): DraftDoor {
  const door = useContext(Door);
  if (!door) throw new Error('useDraft outside DraftProvider');
  return door;
}

export function DraftProvider({ children }: { children: ReactNode }) {
  const [draft, setDraft] = useState(read);
  const keep = useCallback((change: (before: Draft | undefined) => Draft | undefined) => {
    setDraft((before) => {
      const after = change(before);
      write(after);
      return after;
    });
  }, []);

  const begin = useCallback(
    async (complaint: Choice, whom: Whom, language: string, text: string) => {
      const [standing, found, contact] = await Promise.all([
        ask(begun(complaint.code, language)),
        proposals(text, complaint, language),
        contactBefore(whom, complaint),
      ]);
      keep(() => ({ complaint, whom, ...standing, text, proposals: found, contact, ...(isTold(text) && { ownWords: text.trim() }) }));
    },
    [keep],
  );
  const goOnWith = useCallback(
    async (complaint: Choice, language: string, text: string) => {
      const told = [draft?.text, text].filter(Boolean).join('. ');
      const known = draft && knownFrom(responsesOf(draft), Date.now(), draft.known);
      const [standing, found, contact] = await Promise.all([
        ask(begun(complaint.code, language), known),
        proposals(told, complaint, language),
        contactBefore(draft?.whom ?? { kind: 'other' }, complaint),
      ]);
      keep((before) => before && { ...following(before, complaint, standing), text: told, proposals: found, contact });
      return standing;
    },
    [keep, draft],
  );
  const putOff = useCallback(
    (complaint: Choice) =>
      keep((before) => {
        if (!before || before.complaint.code === complaint.code || before.waiting?.some((one) => one.code === complaint.code)) return before;
        return { ...before, waiting: [...(before.waiting ?? []), complaint] };
      }),
    [keep],
  );
  const reopen = useCallback((code: string) => keep((before) => before && reopened(before, code)), [keep]);
  const known = draft?.known;
  const carried = draft?.carried;
  const answer = useCallback(
    async (response: QuestionnaireResponse) => {
      const standing = await ask(response, known, carried);
      keep((before) => before && { ...before, ...standing, levelShown: shownOf(before), confirmed: false, shared: undefined });
      return { ...standing, level: standing.assessment && levelOf(standing.assessment) };
    },
    [keep, known, carried],
  );
  const response = draft?.response;
  const earlier = draft?.earlier;
  const translate = useCallback(
    async (language: string) => {
      if (!response || response.language === language) return;
      const again = async (one: QuestionnaireResponse) => ask({ ...one, language, status: 'in-progress' }, known, carried);
      const [standing, ...others] = await Promise.all([again(response), ...(earlier ?? []).map((one) => again(one.response))]);
      const translated = (earlier ?? []).map((one, index) => {
        const other = others[index];
        return other?.assessment ? { ...one, response: other.response, assessment: other.assessment } : one;
      });
      keep((before) => (before?.response === response ? { ...before, ...standing!, earlier: translated } : before));
    },
    [keep, response, earlier, known, carried],
  );
  const note = useCallback<DraftDoor['note']>((values) => keep((before) => before && { ...before, ...values }), [keep]);
  const forget = useCallback(() => keep(() => undefined), [keep]);

  const door = useMemo(
    () => ({ draft, begin, goOnWith, putOff, reopen, answer, translate, note, forget }),
    [draft, begin, goOnWith, putOff, reopen, answer, translate, note, forget],
  );
  return <Door.Provider value={door}>{children}</Door.Provider>;
}
