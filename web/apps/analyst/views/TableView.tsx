import { useTranslation } from 'react-i18next';
import { OutcomeBadge } from '../parts/OutcomeBadge';
import type { LevelPart, Protocol } from '../protocol/model';
import { AdviceOfLevel } from './AdviceOfLevel';
import { FindingTable } from './FindingTable';
import { RuleTable } from './RuleTable';
import { SelfcareRule } from './SelfcareRule';
import { useHashTarget } from './useHashTarget';
import { Words } from '../parts/Content';

function LevelSection({ part, protocol }: { part: LevelPart; protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  return (
    <section className={`level-part level--${part.level}`} aria-labelledby={part.level}>
      <div className="level-part__top">
        <h2 id={part.level} tabIndex={-1}>
          <OutcomeBadge outcome={{ level: part.level }} /> <Words of={part.headline} />
        </h2>
        {part.rules.length > 0 && <span className="quiet">{t('table.rules', { count: part.rules.length })}</span>}
      </div>
      {part.level === 'selfcare' ? <SelfcareRule protocol={protocol} /> : <RuleTable rules={part.rules} protocol={protocol} level={part.level} />}
      <AdviceOfLevel part={part} />
    </section>
  );
}

export function TableView({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  useHashTarget();
  return (
    <>
      <nav className="contents" aria-label={t('table.contents')}>
        <ul>
          {protocol.levels.map((part) => (
            <li key={part.level}>
              <a href={`#${part.level}`}>
                <Words of={part.name} /> <span className="quiet">{part.rules.length || ''}</span>
              </a>
            </li>
          ))}
          <li>
            <a href="#findings">
              {t('table.findings')} <span className="quiet">{protocol.findings.length}</span>
            </a>
          </li>
        </ul>
        <button type="button" className="plain-button no-print" onClick={() => window.print()}>
          {t('table.print')}
        </button>
      </nav>
      {protocol.levels.map((part) => (
        <LevelSection key={part.level} part={part} protocol={protocol} />
      ))}
      <FindingTable protocol={protocol} />
    </>
  );
}
