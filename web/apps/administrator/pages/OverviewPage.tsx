import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { unsealedBefore } from '../calendar';
import { useBuild, useSealedDays, useSignedIn, useSigningKeys } from '../house';

interface Asked {
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
}

function Card({ heading, to, asked, children }: { heading: string; to?: string; asked: Asked; children: ReactNode }) {
  return (
    <section className="card">
      <h2>{to ? <Link to={to}>{heading}</Link> : heading}</h2>
      {asked.isPending ? <Waiting /> : asked.error ? <Trouble error={asked.error} again={() => void asked.refetch()} /> : children}
    </section>
  );
}

function Version() {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const build = useBuild();
  return (
    <Card heading={t('overview.version')} asked={build}>
      <p className="card__figure">{[build.data?.name, build.data?.version].filter(Boolean).join(' ')}</p>
      <p className="quiet">{build.data?.version ? build.data.released && date(build.data.released, i18n.language) : t('overview.no-version')}</p>
      <p className="quiet">{[build.data?.fhir && `FHIR ${build.data.fhir}`, build.data?.description].filter(Boolean).join(' · ')}</p>
    </Card>
  );
}

function Seals() {
  const { i18n } = useTranslation();
  const { t } = useTranslation('administrator');
  const days = useSealedDays();
  const open = unsealedBefore(days.days ?? [], new Date());
  const last = days.days?.filter((day) => day.seal).at(-1);
  return (
    <Card heading={t('place.sealed')} to="/forseglet" asked={days}>
      <p className={open.length > 0 ? 'card__figure card__figure--look' : 'card__figure'}>{t('overview.unsealed', { count: open.length })}</p>
      <p className="quiet">{last ? t('overview.last-sealed', { date: date(last.date, i18n.language) }) : t('overview.none-sealed')}</p>
    </Card>
  );
}

/** How the house stands, at a glance. */
export function OverviewPage() {
  const { t } = useTranslation('administrator');
  const sessions = useSignedIn();
  const keys = useSigningKeys();
  return (
    <div className="sheet">
      <PageHeading>{t('place.overview')}</PageHeading>
      <p className="quiet lead">{t('overview.lead')}</p>
      <div className="cards">
        <Version />
        <Seals />
        <Card heading={t('place.signed-in')} to="/innlogget" asked={sessions}>
          <p className="card__figure">{t('overview.sessions', { count: sessions.data?.length ?? 0 })}</p>
        </Card>
        <Card heading={t('place.keys')} to="/nokler" asked={keys}>
          <p className="card__figure">{t('overview.keys', { count: keys.data?.length ?? 0 })}</p>
        </Card>
      </div>
    </div>
  );
}
