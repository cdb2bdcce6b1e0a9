import type { Task } from 'fhir/r4';
import { useTranslation } from 'react-i18next';
import { doneOn } from '@shared/api/done';
import { shortTime } from '@shared/language/when';

/** What personnel have done with a task, with when. Nothing when nothing is done. */
export function DoneList({ task, heading }: { task: Task; heading: string }) {
  const { t, i18n } = useTranslation();
  const done = doneOn(task);
  if (done.length === 0) return null;
  return (
    <div className="done">
      <p className="done__heading">{heading}</p>
      <ul>
        {done.map((one) => (
          <li key={`${one.action} ${one.at}`}>
            {t(`act.${one.action}`)} <span className="quiet">{shortTime(one.at, i18n.language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
