import { useTranslation } from 'react-i18next';
import type { AnalystKey } from '@shared/language/start';
import { isLeaf, type Branch, type Condition } from '../protocol/model';
import { Words } from './Content';

const words: Record<string, AnalystKey> = { all: 'condition.all', any: 'condition.any', 'not all': 'condition.not-all', 'not any': 'condition.none' };

function headOf(branch: Branch, negated: boolean): { key: AnalystKey; count: number } {
  const count = branch.needed ?? 0;
  if (branch.op === 'at-least') return { key: negated ? 'condition.not-at-least' : 'condition.at-least', count };
  return { key: words[`${negated ? 'not ' : ''}${branch.op}`] ?? 'condition.all', count };
}

function Part({ of, negated = false }: { of: Condition; negated?: boolean }) {
  const { t } = useTranslation('analyst');
  if (isLeaf(of))
    return (
      <span className="leaf">
        {negated && <strong className="leaf__no">{t('condition.no')}</strong>} <Words of={of.text} />
      </span>
    );
  if (of.op === 'always') return <>{t(negated ? 'condition.never' : 'condition.always')}</>;
  const operands = of.operands ?? [];
  if (of.op === 'not' && operands[0]) return <Part of={operands[0]} negated={!negated} />;
  const { key, count } = headOf(of, negated);
  return (
    <div className="tree">
      <span className="tree__head">{t(key, { count })}</span>
      <ul>
        {operands.map((operand, index) => (
          <li key={index}>
            <Part of={operand} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A condition as nested lists: all of these, one of these. */
export function ConditionTree({ of }: { of: Condition }) {
  return <Part of={of} />;
}
