import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { useDraft } from '../draft';
import { useActing } from './acting';
import { isAboutDraft } from './draftPages';

/** Going into an assessment under way is going to the person it is about: whose data is shown and what the bar says never differ. */
export function useDraftsPerson() {
  const { draft } = useDraft();
  const { others, actFor } = useActing();
  const isShown = isAboutDraft(useLocation().pathname) && draft !== undefined;
  const wanted = draft?.whom.kind === 'self' ? undefined : draft?.whom.patient;
  // Not when the person is changed there: that leads away from the assessment, and a moment later the page is another.
  useEffect(() => {
    if (isShown && (wanted === undefined || others.some((one) => one.patient === wanted))) actFor(wanted);
  }, [isShown, wanted, others, actFor]);
}
