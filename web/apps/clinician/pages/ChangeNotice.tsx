import type { Task } from 'fhir/r4';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { changesBetween, listedOf, type Change, type Standing } from '../changes';

const shownMax = 4;

/** What others did with the list while it was looked at. */
export function useChanges(parts: Record<Standing, Task[]> | undefined): { changes: Change[]; seen: () => void } {
  const before = useRef<ReturnType<typeof listedOf> | undefined>(undefined);
  const [changes, setChanges] = useState<Change[]>([]);
  useEffect(() => {
    if (!parts) return;
    const now = listedOf(parts);
    const told = before.current ? changesBetween(before.current, now) : [];
    before.current = now;
    if (told.length > 0) setChanges((last) => [...told, ...last.filter((one) => !told.some((other) => other.task.id === one.task.id))].slice(0, shownMax));
  }, [parts]);
  return { changes, seen: () => setChanges([]) };
}

export function ChangeNotice({ changes, seen }: { changes: Change[]; seen: () => void }) {
  const { t } = useTranslation();
  const { t: say } = useTranslation('clinician');
  return (
    <div role="status" className="changes">
      {changes.length > 0 && (
        <div className="changes__box">
          <ul>
            {changes.map(({ task, kind }) => (
              <li key={task.id}>{say(`queue.${kind}`, { name: task.description ?? t('shared.assessment') })}</li>
            ))}
          </ul>
          <button type="button" className="plain-button" onClick={seen}>
            {say('queue.seen')}
          </button>
        </div>
      )}
    </div>
  );
}
