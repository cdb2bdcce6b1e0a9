import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { levels } from '@shared/assessment/read';
import { dateAndTime } from '@shared/language/when';
import { Words } from '../parts/Content';
import { ReviewMark } from '../parts/ReviewMark';
import { PlaceMark } from '../parts/PlaceMark';
import { casesByLevel, findingsNeverGiven, rulesWithoutCase, sourceUses, type SourceUse } from '../protocol/coverage';
import type { Difference, Proof, Protocol, Rule } from '../protocol/model';
import { useHashTarget } from './useHashTarget';

export function useRuleAddress(protocol: Protocol) {
  const { search } = useLocation();
  return (hash: string) => ({ pathname: `/protokoll/${protocol.complaint}`, search, hash });
}

function RuleLinks({ rules, protocol }: { rules: Rule[]; protocol: Protocol }) {
  const to = useRuleAddress(protocol);
  return (
    <ul className="evidence">
      {rules.map((rule) => (
        <li key={rule.id} className={`level--${rule.outcome.level}`}>
          <Link className="rule-link" to={to(`#regel-${rule.id}`)}>
            {rule.id}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function ProofState({ proof, protocol }: { proof: Proof | undefined; protocol: Protocol }) {
  const { t, i18n } = useTranslation('analyst');
  return (
    <section aria-labelledby="proof">
      <h2 id="proof">{t('proof.heading')}</h2>
      {!proof && (
        <p>
          {t('proof.at-build')} <code>{protocol.fingerprint}</code>
        </p>
      )}
      {proof && (
        <>
          <p>{t('proof.here', { when: dateAndTime(proof.installed, i18n.language), fingerprint: proof.fingerprint })}</p>
          <table className="rules rules--proof" aria-labelledby="proof">
            <thead>
              <tr>
                <th scope="col">{t('proof.law')}</th>
                <th scope="col">{t('proof.means')}</th>
                <th scope="col">{t('proof.shown')}</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(proof.laws).map(([law, count]) => (
                <tr key={law}>
                  <th scope="row">
                    <code>{law}</code>
                  </th>
                  <td data-name={t('proof.means')}>{t(`law.${law as 'no-gap'}`, { defaultValue: law })}</td>
                  <td data-name={t('proof.shown')} className="number">
                    {count}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

function Exceptions({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const to = useRuleAddress(protocol);
  return (
    <section aria-labelledby="exceptions">
      <h2 id="exceptions">{t('exceptions.heading')}</h2>
      {protocol.exceptions.length === 0 && <p className="quiet">{t('exceptions.none')}</p>}
      <ul className="statements">
        {protocol.exceptions.map((one) => (
          <li key={one.place}>
            <code>{one.law}</code> · <Link to={to(`#funn-${one.finding}`)}>{one.finding}</Link>
            <p lang="en">{one.reason}</p>
            <PlaceMark place={one.place} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneDifference({ one, protocol }: { one: Difference; protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const [complaint = '', rule = ''] = one.rule.split('/');
  const isOwn = complaint === protocol.complaint;
  return (
    <li>
      <Link to={`/protokoll/${complaint}#regel-${rule}`}>{one.rule}</Link> {isOwn ? t('differences.own', { complaints: one.in.join(', ') || t('differences.all') }) : t('differences.others')}
      <p lang="en">{one.reason}</p>
      <PlaceMark place={one.place} />
    </li>
  );
}

function Differences({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  if (!protocol.differences) return null;
  return (
    <section aria-labelledby="differences">
      <h2 id="differences">{t('differences.heading')}</h2>
      <p className="quiet">{protocol.differences.length > 0 ? t('differences.lead') : t('differences.none')}</p>
      <ul className="statements">
        {protocol.differences.map((one) => (
          <OneDifference key={`${one.rule} ${one.place}`} one={one} protocol={protocol} />
        ))}
      </ul>
    </section>
  );
}

function SourceRow({ source, protocol }: { source: SourceUse; protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const rules = t('sources.rules', { count: source.rules.length });
  return (
    <tr id={`kilde-${source.key}`} tabIndex={-1}>
      <th scope="row">
        {source.key}
        {source.chapters.length > 0 && <span className="id">{source.chapters.join(', ')}</span>}
      </th>
      <td data-name={t('sources.title')}>
        {source.title} <span className="quiet">{source.year}</span>
      </td>
      <td data-name={t('sources.read')}>
        <span className={source.wasRead ? 'agrees' : 'lacking'}>{t(source.wasRead ? 'sources.was-read' : 'sources.not-read')}</span>
      </td>
      <td data-name={t('sources.used')}>
        {source.rules.length > 0 && (
          <details className="fold">
            <summary>{source.inSelfcare ? `${rules}, ${t('sources.selfcare')}` : rules}</summary>
            <RuleLinks rules={source.rules} protocol={protocol} />
          </details>
        )}
        {source.rules.length === 0 && source.inSelfcare && t('sources.selfcare')}
      </td>
    </tr>
  );
}

function Sources({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  return (
    <section aria-labelledby="sources">
      <h2 id="sources">{t('sources.heading')}</h2>
      <p className="quiet">{t('sources.lead')}</p>
      <table className="rules rules--sources" aria-labelledby="sources">
        <thead>
          <tr>
            <th scope="col">{t('sources.key')}</th>
            <th scope="col">{t('sources.title')}</th>
            <th scope="col">{t('sources.read')}</th>
            <th scope="col">{t('sources.used')}</th>
          </tr>
        </thead>
        <tbody>
          {sourceUses(protocol).map((source) => (
            <SourceRow key={source.key} source={source} protocol={protocol} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Coverage({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('analyst');
  const to = useRuleAddress(protocol);
  const counted = casesByLevel(protocol);
  const uncovered = rulesWithoutCase(protocol);
  const unused = findingsNeverGiven(protocol);
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage">{say('coverage.heading')}</h2>
      <p>
        {say('coverage.cases', { count: protocol.cases.length })}{' '}
        {[...levels]
          .reverse()
          .map((level) => `${t(`level.${level}`)} ${counted[level]}`)
          .join(', ')}
        .
      </p>
      <h3>{say('coverage.rules', { count: uncovered.length })}</h3>
      <p className="quiet">{say('coverage.rules-lead')}</p>
      <RuleLinks rules={uncovered} protocol={protocol} />
      <h3>{say('coverage.findings', { count: unused.length })}</h3>
      <p className="quiet">{say('coverage.findings-lead')}</p>
      <ul className="columns">
        {unused.map((finding) => (
          <li key={finding.id}>
            <Link to={to(`#funn-${finding.id}`)}>
              <Words of={{ ...finding.present, ...Object.fromEntries(Object.entries(finding.present).map(([language, text]) => [language, text.replace(/:?\s*\{value\}.*$/, '')])) }} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Review({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const unread = protocol.sources.filter((source) => !source.wasRead).length;
  const open = (protocol.differences ?? []).filter((one) => /\bOpen\b/.test(one.reason)).length;
  return (
    <section aria-labelledby="review">
      <h2 id="review">{t('review.heading')}</h2>
      <p>
        <ReviewMark review={protocol.review} /> {t(`review.next-${protocol.review}`)}
      </p>
      <ul>
        <li>{t('review.reviewers', { count: protocol.reviewers.length })}</li>
        <li>{t('review.sources', { count: unread, of: protocol.sources.length })}</li>
        {protocol.differences && <li>{t('review.differences', { count: open })}</li>}
      </ul>
    </section>
  );
}

export function EvidenceView({ protocol, proof }: { protocol: Protocol; proof?: Proof }) {
  useHashTarget();
  return (
    <div className="evidence-view">
      <Review protocol={protocol} />
      <ProofState proof={proof} protocol={protocol} />
      <Coverage protocol={protocol} />
      <Sources protocol={protocol} />
      <Exceptions protocol={protocol} />
      <Differences protocol={protocol} />
    </div>
  );
}
