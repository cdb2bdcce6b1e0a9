import { useQuery } from '@tanstack/react-query';
import type { Bundle } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { get } from '@shared/api/request';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import { date } from '@shared/language/when';
import { Apps } from '../parts/Apps';
import { PatientBanner } from '../parts/PatientBanner';
import { WhoCanSee } from '../parts/WhoCanSee';
import { summaryOf, type SummarySection } from '../summary';

const useSummary = (patient: string) =>
  useQuery({ queryKey: ['summary', patient], queryFn: async () => summaryOf(await get<Bundle>(`/fhir/${patient}/$summary`)), retry: false });

// Those that tell a reader something; "final" and the like go without saying.
const standings = ['active', 'inactive', 'resolved', 'remission', 'recurrence', 'relapse', 'stopped', 'on-hold', 'completed', 'entered-in-error'] as const;

function Standing({ code }: { code: string | undefined }) {
  const { t } = useTranslation('clinician');
  const known = standings.find((one) => one === code);
  return known ? <span className="quiet">{t(`record.${known}`)}</span> : null;
}

function Lines({ section }: { section: SummarySection }) {
  const { i18n } = useTranslation();
  const { t } = useTranslation('clinician');
  if (section.lines.length === 0) return <p className="summary-section__words quiet">{section.words || t('record.nothing')}</p>;
  return (
    <ul className="summary-section__lines">
      {section.lines.map((line, at) => (
        <li key={at}>
          <strong>{line.text}</strong>
          {line.more && <span>{line.more}</span>}
          <Standing code={line.standing} />
          {line.when && <span className="quiet">{date(line.when, i18n.language)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What may be seen of one person's record, in the sections of the International Patient Summary. */
export function PatientPage() {
  const { t } = useTranslation('clinician');
  const patient = `Patient/${useParams().id ?? ''}`;
  const summary = useSummary(patient);
  return (
    <div className="sheet">
      <PageHeading>{t('record.heading')}</PageHeading>
      {!summary.error && <PatientBanner patient={patient} />}
      {summary.isPending && <Waiting />}
      {summary.error && <Trouble error={summary.error} again={() => void summary.refetch()} />}
      {summary.data && (
        <>
          <p className="record__lead quiet">{t('record.lead')}</p>
          <div className="record">
            {summary.data.map((section, at) => (
              <section key={at} className="box summary-section">
                <h2>
                  {section.title} {section.lines.length > 0 && <span className="quiet">({section.lines.length})</span>}
                </h2>
                <Lines section={section} />
              </section>
            ))}
          </div>
          <WhoCanSee patient={patient} />
          <Apps patient={patient} />
        </>
      )}
    </div>
  );
}
