import type { Task } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { changesBetween, listedOf } from './changes';

const task = (id: string) => ({ resourceType: 'Task', id, status: 'requested', intent: 'order' }) as Task;
const told = (before: Parameters<typeof listedOf>[0], after: Parameters<typeof listedOf>[0]) => changesBetween(listedOf(before), listedOf(after)).map(({ task: { id }, kind }) => `${id} ${kind}`);

describe('what others did to the worklist', () => {
  it('tells of what arrived, was taken and was finished', () => {
    const before = { new: [task('a'), task('b')], opened: [task('c')], done: [] };
    expect(told(before, { new: [task('b'), task('d')], opened: [task('a')], done: [task('c')] })).toEqual(['d arrived', 'a taken', 'c finished']);
  });

  it('tells of a case that is no longer here', () => {
    expect(told({ new: [task('a')], opened: [], done: [] }, { new: [], opened: [], done: [] })).toEqual(['a gone']);
  });

  it('says nothing when nothing changed, nor of done cases that slid off the list', () => {
    const same = { new: [task('a')], opened: [task('b')], done: [task('c')] };
    expect(told(same, same)).toEqual([]);
    expect(told(same, { ...same, done: [] })).toEqual([]);
  });
});
