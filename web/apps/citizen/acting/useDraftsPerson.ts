import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useDraft } from '../draft';
import { useActing } from './acting';
import { isAboutDraft } from './draftPages';

/** Going into an assessment under way is going to the person it is about: whose data is shown and what the bar says never differ. */
export function useDraftsPerson() {
  const { draft } = useDraft();
  const { acting, others, actFor } = useActing();
  const here = useLocation().pathname;
  const about = draft?.whom;
  const wanted = about?.kind === 'self' ? undefined : about?.patient;
  useEffect(() => {
    if (!about || !isAboutDraft(here) || acting?.patient === wanted) return;
    if (wanted === undefined || others.some((one) => one.patient === wanted)) actFor(wanted);
  }, [about, here, wanted, acting, others, actFor]);
}
