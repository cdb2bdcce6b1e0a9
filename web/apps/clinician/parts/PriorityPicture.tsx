import classNames from 'classnames';
import { useTranslation } from 'react-i18next';
import { levelOfGroup, priorities, type Priority } from './priority';

interface Props {
  counts: Record<Priority, number>;
  chosen: Priority | undefined;
  choose: (priority: Priority | undefined) => void;
}

const wholePercent = 100;

/** How many wait in each priority, as five bars; pressing one shows only that. */
export function PriorityPicture({ counts, chosen, choose }: Props) {
  const { t } = useTranslation('clinician');
  const most = Math.max(1, ...Object.values(counts));
  return (
    <div className="priorities" role="group" aria-label={t('queue.priorities')}>
      {priorities.map((priority) => (
        <button
          key={priority}
          type="button"
          className={classNames('priority', `level--${levelOfGroup[priority]}`, { 'priority--on': chosen === priority, 'priority--none': counts[priority] === 0 })}
          aria-pressed={chosen === priority}
          onClick={() => choose(chosen === priority ? undefined : priority)}
        >
          <span className="priority__top">
            <span className="priority__number">{priority}</span>
            <span className="priority__name">{t(`queue.priority-${priority}`)}</span>
            <span className="priority__count">{counts[priority]}</span>
          </span>
          <svg className="priority__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect className="priority__track" width="100" height="6" rx="1" />
            <rect className="priority__filled" width={(counts[priority] / most) * wholePercent} height="6" rx="1" />
          </svg>
        </button>
      ))}
    </div>
  );
}
