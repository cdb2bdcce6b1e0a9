import type { Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { doneOn } from '@shared/api/done';
import { levelOfTask } from './parts/priority';
import { byUrgency } from './worklist';

describe('the worklist', () => {
  const task = (priority: Task['priority'], authoredOn: string) => ({ resourceType: 'Task', status: 'requested', intent: 'order', priority, authoredOn }) as Task;

  it('has the most urgent first, then who has waited longest', () => {
    const sorted = [task('routine', '1'), task('asap', '2'), task('stat', '4'), task('urgent', '3'), task('stat', '3')].sort(byUrgency);
    expect(sorted.map((one) => `${one.priority} ${one.authoredOn}`)).toEqual(['stat 3', 'stat 4', 'urgent 3', 'asap 2', 'routine 1']);
  });

  it('shows a task without a readable priority as the most urgent', () => {
    expect(levelOfTask(task(undefined, '1'))).toBe('emergency');
  });
});

describe('what was done', () => {
  it('is the actions in order, without the outcome', () => {
    const type = (code: string) => ({ coding: [{ system: 'https://helselos.no/fhir/CodeSystem/task', code }] });
    const output: Task['output'] = [
      { type: type('called-back'), valueDateTime: '2026-11-22T08:10:00Z' },
      { type: type('outcome'), valueReference: { reference: 'RiskAssessment/r' } },
    ];
    expect(doneOn({ resourceType: 'Task', status: 'completed', intent: 'order', output })).toEqual([{ action: 'called-back', at: '2026-11-22T08:10:00Z' }]);
  });
});
