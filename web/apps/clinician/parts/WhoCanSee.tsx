import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { shortTime } from '@shared/language/when';
import { useWhoCanSee, type Viewer } from '../case';

const bases = ['sharing', 'appointment', 'referral', 'plan', 'task', 'fullmakt', 'parent', 'guardian', 'emergency', 'youth'] as const;

function Viewers({ viewers }: { viewers: Viewer[] }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('clinician');
  const basisOf = (viewer: Viewer) => bases.find((one) => one === viewer.basis);
  if (viewers.length === 0) return <p className="quiet">{t('viewers.none')}</p>;
  return (
    <ul className="viewers">
      {viewers.map((viewer, at) => {
        const basis = basisOf(viewer);
        return (
          <li key={at}>
            <strong>{viewer.name || t('viewers.unnamed')}</strong>
            <span className="quiet">
              {basis ? t(`viewers.${basis}`) : viewer.basis}
              {viewer.until && ` · ${t('viewers.until', { when: shortTime(viewer.until, i18n.language) })}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** With whom the person's record is shared. Asked for only when wanted: every look is logged. */
export function WhoCanSee({ patient, open = false }: { patient: string; open?: boolean }) {
  const { t } = useTranslation('clinician');
  const [wanted, setWanted] = useState(open);
  const viewers = useWhoCanSee(patient, wanted);
  return (
    <details className="more" open={open} onToggle={(event) => event.currentTarget.open && setWanted(true)}>
      <summary>{t('viewers.heading')}</summary>
      <div>
        {wanted && viewers.isPending && <Waiting />}
        {viewers.error && <Trouble error={viewers.error} again={() => void viewers.refetch()} />}
        {viewers.data && <Viewers viewers={viewers.data} />}
      </div>
    </details>
  );
}
