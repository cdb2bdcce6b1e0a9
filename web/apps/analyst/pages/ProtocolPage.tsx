import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams, useSearchParams } from 'react-router';
import { PageHeading } from '@shared/frame/PageHeading';
import { Trouble } from '@shared/frame/Trouble';
import { Waiting } from '@shared/frame/Waiting';
import type { AnalystKey } from '@shared/language/start';
import { ReadingContext, Words, type Reading } from '../parts/Content';
import { PlayContext, usePlay } from '../play/usePlay';
import type { Opened } from '../protocol/read';
import { contentLanguages, said, type ContentLanguage } from '../protocol/texts';
import { useProtocol } from '../protocol/useProtocols';
import { EvidenceView } from '../views/EvidenceView';
import { PictureView } from '../views/PictureView';
import { PlayView } from '../views/PlayView';
import { TableView } from '../views/TableView';
import { Played } from './Played';
import { ProtocolFacts } from './ProtocolFacts';
import { ReadingChoice } from './ReadingChoice';

const views: { at: string; name: AnalystKey; show: (opened: Opened) => ReactNode }[] = [
  { at: '', name: 'view.table', show: (opened) => <TableView {...opened} /> },
  { at: 'bilde', name: 'view.picture', show: (opened) => <PictureView {...opened} /> },
  { at: 'prov', name: 'view.play', show: (opened) => <PlayView {...opened} /> },
  { at: 'bevis', name: 'view.evidence', show: (opened) => <EvidenceView {...opened} /> },
];

function Views({ complaint, now }: { complaint: string; now: string }) {
  const { t } = useTranslation('analyst');
  const { search } = useLocation();
  return (
    <nav className="views" aria-label={t('view.label')}>
      <ul>
        {views.map(({ at, name }) => (
          <li key={at}>
            <Link to={{ pathname: `/protokoll/${complaint}${at && `/${at}`}`, search }} aria-current={at === now ? 'page' : undefined}>
              {t(name)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function useReading(): Reading {
  const { i18n } = useTranslation();
  const [search] = useSearchParams();
  const wanted = search.get('tekst') ?? i18n.language;
  const language = contentLanguages.find((one) => one === wanted) ?? 'nb';
  const aboutChild = search.get('om') === 'barn';
  return useMemo(() => ({ language, aboutChild }), [language, aboutChild]);
}

function Shown({ opened, view }: { opened: Opened; view: string }) {
  const { t } = useTranslation('analyst');
  const reading = useReading();
  const { protocol } = opened;
  const play = usePlay(protocol, reading.language);
  const known = views.find((one) => one.at === view) ?? views[0]!;
  const title = said(protocol.title, reading.language as ContentLanguage).text;
  return (
    <ReadingContext value={reading}>
      <PlayContext value={play}>
        <div className="protocol-top">
          <PageHeading title={`${title}: ${t(known.name)}`}>
            <Words of={protocol.title} />
          </PageHeading>
          <ReadingChoice />
        </div>
        <ProtocolFacts protocol={protocol} />
        <Views complaint={protocol.complaint} now={known.at} />
        {known.at !== 'prov' && <Played protocol={protocol} />}
        {known.show(opened)}
      </PlayContext>
    </ReadingContext>
  );
}

export function ProtocolPage() {
  const { t } = useTranslation('analyst');
  const { complaint = '', view = '' } = useParams();
  const opened = useProtocol(complaint);
  return (
    <div className="sheet">
      <p className="way-back">
        <Link to="/">{t('protocol.all')}</Link>
      </p>
      {opened.isPending && <Waiting />}
      {opened.error && (
        <>
          <PageHeading>{complaint}</PageHeading>
          <Trouble error={opened.error} again={() => void opened.refetch()} />
        </>
      )}
      {opened.data && <Shown key={complaint} opened={opened.data} view={view} />}
    </div>
  );
}
