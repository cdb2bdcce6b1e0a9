import { useTranslation } from 'react-i18next';
import type { Wanted } from '@shared/api/recipients';
import { levelOf } from '@shared/assessment/read';
import { useComplaintName } from '../choosing/complaintName';
import type { Draft } from '../draft';
import { outcomesOf } from '../outcomes';

/**
 * One assessment is shared at a time: the most urgent. That there are others, and how urgent, goes along in words, and
 * the person sees those words before sharing.
 */
export function useWhatIsShared(draft: Draft) {
  const { t } = useTranslation();
  const nameOf = useComplaintName();
  const [first, ...others] = outcomesOf(draft);
  const also = others.map((one) => `${nameOf(one.complaint)} (${t(`level.${levelOf(one.assessment)}`)})`).join(', ');
  const added = also && t('share.also', { complaints: also });
  return {
    /** Whom to propose for it. */
    wanted: (patient: string): Wanted => ({ patient, level: first ? levelOf(first.assessment) : 'emergency', complaint: (first?.complaint ?? draft.complaint).code }),
    response: first?.response ?? draft.response,
    ownWords: [draft.ownWords?.trim(), added].filter(Boolean).join('\n'),
    notice: also && first ? t('share.most-urgent', { complaint: nameOf(first.complaint), also: added }) : '',
  };
}
