import type { Task } from 'fhir/r4';

export type Standing = 'new' | 'opened' | 'done';

export interface Change {
  task: Task;
  kind: 'arrived' | 'taken' | 'finished' | 'gone';
}

type Listed = Map<string, { task: Task; standing: Standing }>;

export function listedOf(parts: Record<Standing, Task[]>): Listed {
  const standings: Standing[] = ['new', 'opened', 'done'];
  return new Map(standings.flatMap((standing) => parts[standing].map((task) => [task.id ?? '', { task, standing }] as const)));
}

function changeOf(before: Standing | undefined, after: Standing): Change['kind'] | undefined {
  if (before === undefined) return after === 'new' ? 'arrived' : undefined;
  if (before === 'new' && after === 'opened') return 'taken';
  if (before !== 'done' && after === 'done') return 'finished';
  return undefined;
}

/** What others did to the list between two looks at it. */
export function changesBetween(before: Listed, after: Listed): Change[] {
  const told = [...after].flatMap(([id, { task, standing }]): Change[] => {
    const kind = changeOf(before.get(id)?.standing, standing);
    return kind ? [{ task, kind }] : [];
  });
  // A done case may only have slid off the end of what is fetched.
  const gone = [...before].filter(([id, { standing }]) => !after.has(id) && standing !== 'done').map(([, { task }]): Change => ({ task, kind: 'gone' }));
  return [...told, ...gone];
}
