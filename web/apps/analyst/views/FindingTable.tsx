import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { Words } from '../parts/Content';
import { ConditionTree } from '../parts/ConditionTree';
import { PlaceMark } from '../parts/PlaceMark';
import { PlayContext, toldFindings } from '../play/usePlay';
import { findingGroups, rulesByFinding } from '../protocol/coverage';
import type { Finding, Protocol, Rule } from '../protocol/model';

function Marks({ finding, protocol }: { finding: Finding; protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  return (
    <>
      {finding.redFlag && <span className="origin origin--red">{t('finding.red-flag')}</span>}
      {finding.unknownPasses && <span className="origin">{t('finding.unknown-passes')}</span>}
      {protocol.opening.includes(finding.id) && <span className="origin">{t('finding.opening')}</span>}
      {finding.worrying === 'no' && <span className="origin">{t('finding.no-worries')}</span>}
    </>
  );
}

function Answers({ finding }: { finding: Finding }) {
  const { t } = useTranslation('analyst');
  if (finding.kind === 'yes-no') return <>{t('finding.yes-no')}</>;
  if (finding.kind === 'number')
    return (
      <>
        {t('finding.number', { min: finding.min, max: finding.max })} {finding.unitLabel && <Words of={finding.unitLabel} />}
      </>
    );
  return (
    <ul className="plain-list">
      {finding.choices?.map((choice) => (
        <li key={choice.id}>
          <Words of={choice.text} />
        </li>
      ))}
    </ul>
  );
}

function Row({ finding, protocol, rules, told }: { finding: Finding; protocol: Protocol; rules: Rule[]; told: boolean }) {
  const { t } = useTranslation('analyst');
  return (
    <tr id={`funn-${finding.id}`} tabIndex={-1} className={told ? 'row--fired' : undefined}>
      <th scope="row">
        <Words of={finding.question} />
        <code className="id">{finding.id}</code>
        <Marks finding={finding} protocol={protocol} />
      </th>
      <td data-name={t('finding.answers')}>
        <Answers finding={finding} />
      </td>
      <td data-name={t('finding.gate')}>{finding.gate ? <ConditionTree of={finding.gate} /> : <span className="quiet">–</span>}</td>
      <td data-name={t('finding.used')}>
        {rules.length === 0 && <span className="quiet">{t('finding.unused')}</span>}
        <ul className="evidence">
          {rules.map((rule) => (
            <li key={rule.id} className={`level--${rule.outcome.level}`}>
              <a className="rule-link" href={`#regel-${rule.id}`}>
                {rule.id}
              </a>
            </li>
          ))}
        </ul>
      </td>
      <td data-name={t('table.place')}>
        <PlaceMark place={finding.place} />
      </td>
    </tr>
  );
}

export function FindingTable({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const uses = rulesByFinding(protocol);
  const told = toldFindings(useContext(PlayContext));
  return (
    <section className="findings" aria-labelledby="findings">
      <h2 id="findings" tabIndex={-1}>
        {t('table.findings')}
      </h2>
      <p className="quiet">{t('finding.lead')}</p>
      {findingGroups(protocol).map((group) => (
        <details key={group.id} className="more" open={group.id !== 'red-screen'}>
          <summary>
            {group.title ? <Words of={group.title} /> : t('finding.alone')} <span className="quiet">{group.findings.length}</span>
          </summary>
          <table className="rules rules--findings">
            <thead>
              <tr>
                <th scope="col">{t('finding.question')}</th>
                <th scope="col">{t('finding.answers')}</th>
                <th scope="col">{t('finding.gate')}</th>
                <th scope="col">{t('finding.used')}</th>
                <th scope="col">{t('table.place')}</th>
              </tr>
            </thead>
            <tbody>
              {group.findings.map((finding) => (
                <Row key={finding.id} finding={finding} protocol={protocol} rules={uses.get(finding.id) ?? []} told={told.has(finding.id)} />
              ))}
            </tbody>
          </table>
        </details>
      ))}
    </section>
  );
}
