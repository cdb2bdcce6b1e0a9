import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { AppliedRule } from '@shared/api/apply';
import type { Level } from '@shared/assessment/read';
import { ConditionTree } from '../parts/ConditionTree';
import { Words } from '../parts/Content';
import { OutcomeBadge } from '../parts/OutcomeBadge';
import { PlaceMark } from '../parts/PlaceMark';
import { firedRules, PlayContext } from '../play/usePlay';
import { canBeUnknown, countLeaves, withoutGates } from '../protocol/conditions';
import type { Protocol, Rule } from '../protocol/model';
import { originOf, sourceKey } from '../protocol/read';

// Longer conditions (measurements by age) would hide the rules after them.
const leavesShownMax = 20;

export function Evidence({ keys, protocol }: { keys: string[]; protocol: Protocol }) {
  const { search } = useLocation();
  return (
    <ul className="evidence">
      {keys.map((key) => {
        const source = protocol.sources.find((one) => one.key === sourceKey(key));
        return (
          <li key={key}>
            {source ? (
              <Link to={{ pathname: `/protokoll/${protocol.complaint}/bevis`, search, hash: `#kilde-${source.key}` }} title={source.title}>
                {key}
              </Link>
            ) : (
              key
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function FiredMark({ fired }: { fired: AppliedRule }) {
  const { t } = useTranslation('analyst');
  return <span className="fired">{t(fired.notRuledOut ? 'fired.not-ruled-out' : 'fired.holds')}</span>;
}

function OfUnknown({ rule }: { rule: Rule }) {
  const { t } = useTranslation('analyst');
  if (!canBeUnknown(rule.when)) return <span className="quiet">{t('table.unknown-passes')}</span>;
  return <OutcomeBadge outcome={rule.ifUnknown} quiet />;
}

function When({ rule }: { rule: Rule }) {
  const { t } = useTranslation('analyst');
  const when = withoutGates(rule.when);
  const leaves = countLeaves(when);
  return (
    <>
      {leaves > leavesShownMax ? (
        <details className="fold">
          <summary>{t('table.long', { count: leaves })}</summary>
          <ConditionTree of={when} />
        </details>
      ) : (
        <ConditionTree of={when} />
      )}
      <details className="written no-print">
        <summary>{t('table.written')}</summary>
        <code>{rule.whenWritten}</code>
      </details>
    </>
  );
}

function Row({ rule, protocol, fired }: { rule: Rule; protocol: Protocol; fired: AppliedRule | undefined }) {
  const { t } = useTranslation('analyst');
  const origin = originOf(rule);
  return (
    <tr id={`regel-${rule.id}`} tabIndex={-1} className={fired ? 'row--fired' : undefined}>
      <th scope="row">
        <OutcomeBadge outcome={rule.outcome} />
        <code className="id">{rule.id}</code>
        {origin !== 'own' && <span className="origin">{t(`origin.${origin}`)}</span>}
        {fired && <FiredMark fired={fired} />}
      </th>
      <td data-name={t('table.when')}>
        <When rule={rule} />
      </td>
      <td data-name={t('table.reason')}>
        <Words of={rule.reason} />
        {rule.doNow && (
          <p className="do-now">
            <strong>{t('table.do-now')}</strong> <Words of={rule.doNow} />
          </p>
        )}
      </td>
      <td data-name={t('table.evidence')}>
        <Evidence keys={rule.evidence} protocol={protocol} />
      </td>
      <td data-name={t('table.unknown')}>
        <OfUnknown rule={rule} />
      </td>
      <td data-name={t('table.place')}>
        <PlaceMark place={rule.place} />
      </td>
    </tr>
  );
}

export function RuleTable({ rules, protocol, level }: { rules: Rule[]; protocol: Protocol; level: Level }) {
  const { t } = useTranslation('analyst');
  const fired = firedRules(useContext(PlayContext));
  return (
    <table className="rules" aria-labelledby={level}>
      <thead>
        <tr>
          <th scope="col">{t('table.rule')}</th>
          <th scope="col">{t('table.when')}</th>
          <th scope="col">{t('table.reason')}</th>
          <th scope="col">{t('table.evidence')}</th>
          <th scope="col">{t('table.unknown')}</th>
          <th scope="col">{t('table.place')}</th>
        </tr>
      </thead>
      <tbody>
        {rules.map((rule) => (
          <Row key={rule.id} rule={rule} protocol={protocol} fired={fired.get(rule.id)} />
        ))}
      </tbody>
    </table>
  );
}
