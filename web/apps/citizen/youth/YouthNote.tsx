import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSession } from '@shared/api/session';
import { useActing } from '../acting/acting';
import { ageOf, isYouth } from '../acting/mayActFor';

const ownFrom = 16;

/** Said where it matters: a youth is told what they see here, a parent that they do not see all of a youth's. */
export function YouthNote() {
  const { t: say } = useTranslation('citizen');
  const session = useSession();
  const { acting } = useActing();
  const now = new Date();
  const own = session.data?.role === 'resident' ? ageOf(session.data, now) : undefined;
  const isYoung = !acting && own !== undefined && own < ownFrom;
  const isOfYouth = acting !== undefined && acting.basis !== 'FU' && isYouth(acting, now);
  if (!isYoung && !isOfYouth) return null;
  return (
    <p className="notice">
      {isYoung ? say('ages.note-youth') : say('ages.note-parent', { name: acting!.name })} <Link to="/alder">{say('ages.read')}</Link>
    </p>
  );
}
