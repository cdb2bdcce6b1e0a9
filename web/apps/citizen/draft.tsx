import type { QuestionnaireResponse, RiskAssessment } from 'fhir/r4';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { Choice } from '@shared/api/complaints';
import { assess, readAssessment, type Level } from '@shared/assessment/read';
import { nextQuestion } from '@shared/interview/ask';
import { begun } from '@shared/interview/screens';

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

/** Where an interview stands after the server has answered: the next question, or a level. */
async function ask(response: QuestionnaireResponse): Promise<Pick<Draft, 'response' | 'assessment'>> {
  const next = await nextQuestion(response);
  return { response: next, assessment: next.status === 'completed' ? await assess(next) : undefined };
}

interface DraftDoor {
  draft: Draft | undefined;
  begin(complaint: Choice, whom: Whom, language: string): Promise<void>;
  /** Sends the interview with new answers, and gives back where it stands. */
  answer(response: QuestionnaireResponse): Promise<{ response: QuestionnaireResponse; level?: Level }>;
  /** The same answers in another language. */
  translate(language: string): Promise<void>;
  note(values: Partial<Pick<Draft, 'confirmed' | 'ownWords' | 'medicines' | 'shared' | 'whom'>>): void;
  forget(): void;
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
    async (complaint: Choice, whom: Whom, language: string) => {
      const standing = await ask(begun(complaint.code, language));
      keep(() => ({ complaint, whom, ...standing }));
    },
    [keep],
  );
  const answer = useCallback(
    async (response: QuestionnaireResponse) => {
      const standing = await ask(response);
      keep((before) => before && { ...before, ...standing, confirmed: false, shared: undefined });
      return { response: standing.response, level: standing.assessment && readAssessment(standing.assessment).level };
    },
    [keep],
  );
  const response = draft?.response;
  const translate = useCallback(
    async (language: string) => {
      if (!response || response.language === language) return;
      const standing = await ask({ ...response, language, status: 'in-progress' });
      keep((before) => (before?.response === response ? { ...before, ...standing } : before));
    },
    [keep, response],
  );
  const note = useCallback<DraftDoor['note']>((values) => keep((before) => before && { ...before, ...values }), [keep]);
  const forget = useCallback(() => keep(() => undefined), [keep]);

  const door = useMemo(() => ({ draft, begin, answer, translate, note, forget }), [draft, begin, answer, translate, note, forget]);
  return <Door.Provider value={door}>{children}</Door.Provider>;
}
