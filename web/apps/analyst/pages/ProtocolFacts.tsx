import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { date } from '@shared/language/when';
import { ReadingContext, Words } from '../parts/Content';
import { ReviewMark } from '../parts/ReviewMark';
import type { Protocol } from '../protocol/model';

// What the complaint says itself is not always asked, and then only its id is told.
function Assumption({ id, protocol }: { id: string; protocol: Protocol }) {
  const finding = protocol.findings.find((one) => one.id === id);
  return finding ? <Words of={finding.present} /> : <code>{id}</code>;
}

function Assumed({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  if (protocol.assumes.length === 0) return null;
  return (
    <p>
      <span className="quiet">{t('protocol.assumes')}</span>{' '}
      {protocol.assumes.map((id, index) => (
        <span key={id}>
          {index > 0 && ', '}
          <Assumption id={id} protocol={protocol} />
        </span>
      ))}
    </p>
  );
}

/** Which protocol this is, who answers for it, and the words by which people find it. */
export function ProtocolFacts({ protocol }: { protocol: Protocol }) {
  const { t, i18n } = useTranslation('analyst');
  const { language } = useContext(ReadingContext);
  const synonyms = protocol.synonyms[language] ?? [];
  return (
    <div className="about">
      <p className="about__line">
        <ReviewMark review={protocol.review} />
        <code>{protocol.complaint}</code>
        <span>{t('protocol.version', { version: protocol.version, date: date(protocol.date, i18n.language) })}</span>
        <span>{protocol.author}</span>
        <span>{protocol.reviewers.length > 0 ? t('protocol.reviewers', { names: protocol.reviewers.join(', ') }) : t('protocol.no-reviewers')}</span>
        {protocol.codes.map((one) => (
          <code key={one.code}>{one.code}</code>
        ))}
        <span className="quiet">
          <code>{protocol.place}</code> · {t('protocol.content')} <code>{protocol.fingerprint}</code>
        </span>
      </p>
      {protocol.note && <p lang="en">{protocol.note}</p>}
      {synonyms.length > 0 && (
        <p>
          <span className="quiet">{t('protocol.synonyms')}</span> <span lang={language}>{synonyms.join(', ')}</span>
        </p>
      )}
      <Assumed protocol={protocol} />
    </div>
  );
}
