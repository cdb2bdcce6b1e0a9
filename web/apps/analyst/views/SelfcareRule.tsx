import { useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionTree } from '../parts/ConditionTree';
import { Words } from '../parts/Content';
import { PlayContext } from '../play/usePlay';
import { withoutGates } from '../protocol/conditions';
import { isLeaf, type Condition, type Protocol, type Rule } from '../protocol/model';
import { rulesOf } from '../protocol/read';
import { Evidence, FiredMark } from './RuleTable';

/** What must hold: the opposite of the rule "otherwise". */
function criteria(otherwise: Rule | undefined): Condition | undefined {
  const when = otherwise && withoutGates(otherwise.when);
  if (!when || isLeaf(when)) return when && { op: 'not', operands: [when] };
  return when.op === 'not' ? when.operands?.[0] : { op: 'not', operands: [when] };
}

export function SelfcareRule({ protocol }: { protocol: Protocol }) {
  const { t } = useTranslation('analyst');
  const first = useContext(PlayContext)?.applied?.[0];
  const when = criteria(rulesOf(protocol).find((rule) => rule.id === 'otherwise'));
  return (
    <div className="selfcare-rule">
      <p>
        {t('selfcare.earned')} {first?.level === 'selfcare' && <FiredMark fired={first} />}
      </p>
      {when && <ConditionTree of={when} />}
      <p>
        <Words of={protocol.selfcare.reason} />
      </p>
      <Evidence keys={protocol.selfcare.evidence} protocol={protocol} />
      <p className="quiet">
        {t('selfcare.otherwise')} <a href="#regel-otherwise">otherwise</a>.
      </p>
    </div>
  );
}
