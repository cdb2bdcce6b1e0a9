import type { Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { extension } from '@shared/api/names';
import { countsOf, groupsOf } from './pages/WorklistPage';
import { priorityOf } from './parts/priority';

const task = (priority: Task['priority'], worklist?: number, id = 'a') =>
  ({ resourceType: 'Task', id, status: 'requested', intent: 'order', priority, ...(worklist && { extension: [{ url: extension('worklist-priority'), valueInteger: worklist }] }) }) as Task;

describe('the priority on the worklist', () => {
  it('is what the server says', () => {
    expect(priorityOf(task('urgent', 3))).toBe(3);
  });

  it('follows the level where the server does not say, or says what does not exist', () => {
    expect(priorityOf(task('routine'))).toBe(5);
    expect(priorityOf(task('asap', 9))).toBe(4);
  });

  it('is the first when nothing can be read', () => {
    expect(priorityOf(task(undefined))).toBe(1);
  });
});

describe('the groups', () => {
  const all = [task('routine', 5, 'e'), task('stat', 1, 'a'), task('urgent', 2, 'b'), task('urgent', 2, 'c')];

  it('are the priorities that have a case, the most urgent first', () => {
    expect(groupsOf(all, 'new').map(({ priority, tasks }) => `${priority}: ${tasks.map((one) => one.id).join(' ')}`)).toEqual(['1: a', '2: b c', '5: e']);
  });

  it('are one for what is done', () => {
    expect(groupsOf(all, 'done')).toHaveLength(1);
  });

  it('are counted, also where there is none', () => {
    expect(countsOf(all)).toEqual({ 1: 1, 2: 2, 3: 0, 4: 0, 5: 1 });
  });
});
