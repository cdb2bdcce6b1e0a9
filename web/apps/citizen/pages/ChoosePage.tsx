import { useMutation } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate, useSearchParams } from 'react-router';
import type { Choice } from '@shared/api/complaints';
import { levelOf } from '@shared/assessment/read';
import { screensOf } from '@shared/interview/screens';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { ComplaintPicker } from '../choosing/ComplaintPicker';
import { ComplaintSearch } from '../choosing/ComplaintSearch';
import { useComplaintName } from '../choosing/complaintName';
import { useDraft, type Draft } from '../draft';
import { openStep, type Standing } from '../standing';

/** Where the next complaint's interview begins: at what is not known, or at once at the advice. */
export function whereNow(standing: Standing): string {
  if (!standing.assessment) return `/vurdering/${openStep(screensOf(standing.response)) ?? 1}`;
  return levelOf(standing.assessment) === 'emergency' ? '/resultat' : '/stemmer-dette';
}

function chosenAlready(draft: Draft): string[] {
  return [draft.complaint, ...(draft.waiting ?? []), ...(draft.earlier ?? []).map((one) => one.complaint)].map((one) => one.code);
}

/** One more complaint of the same person: after this one, or instead of it ("?bytt"). */
export function ChoosePage() {
  const { t, i18n } = useTranslation();
  const { draft, goOnWith, putOff } = useDraft();
  const nameOf = useComplaintName();
  const navigate = useNavigate();
  const instead = useSearchParams()[0].has('bytt');
  const [typed, setTyped] = useState('');
  const filter = useDeferredValue(typed);
  const [before] = useState(() => (draft ? chosenAlready(draft) : []));
  const choose = useMutation({
    mutationFn: async (complaint: Choice): Promise<string> => {
      if (draft!.assessment || instead) return whereNow(await goOnWith(complaint, i18n.language, typed));
      putOff(complaint);
      return '/vurdering';
    },
    onSuccess: (to) => void navigate(to),
  });
  if (!draft) return <Navigate to="/" replace />;
  return (
    <div className="page page--narrow">
      <PageHeading>{t(instead ? 'choose.instead' : 'choose.also')}</PageHeading>
      <p className="lead">{t(instead ? 'choose.instead-text' : draft.assessment ? 'choose.now-text' : 'choose.also-text', { complaint: nameOf(draft.complaint).toLocaleLowerCase('nb') })}</p>
      <ComplaintSearch typed={typed} change={setTyped} />
      {choose.error && <Trouble error={choose.error} again={() => choose.reset()} kept />}
      <ComplaintPicker kind={draft.whom.kind} typed={typed} filter={filter} without={before} choose={choose.mutate} busy={choose.isPending ? choose.variables.code : undefined} />
      <p>
        <Link to={draft.assessment ? '/resultat' : '/vurdering'}>{t('interview.back')}</Link>
      </p>
    </div>
  );
}
