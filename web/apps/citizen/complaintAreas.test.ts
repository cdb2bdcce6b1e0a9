import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Choice } from '@shared/api/complaints';
import { areas, groupsOf, inOrderFor, somethingElse, usualFor } from './complaintAreas';

const choice = (code: string): Choice => ({ system: '', code, display: code });
const content = readdirSync(resolve(import.meta.dirname, '../../../content/triage/protocols'))
  .filter((file) => /^[a-z-]+\.yaml$/.test(file))
  .map((file) => choice(file.replace('.yaml', '')));

describe('the complaints', () => {
  it('stand each in one area', () => {
    const all = areas.flatMap((area) => area.complaints);
    expect(new Set(all).size).toBe(all.length);
  });

  it('of the content all have an area', () => {
    expect(groupsOf(content).find((group) => group.name === 'area.other')).toBeUndefined();
    expect(groupsOf(content).flatMap((group) => group.complaints)).toHaveLength(content.length - 1);
  });

  it('that this page does not know are still offered', () => {
    expect(groupsOf([choice('new-one'), choice(somethingElse)])).toEqual([{ name: 'area.other', complaints: [choice('new-one')] }]);
  });

  it.each(['self', 'child', 'other'] as const)('most usual for %s are ten, all in the content', (kind) => {
    expect(usualFor(kind, content)).toHaveLength(10);
  });
});

describe('what was found', () => {
  const found = ['cough', 'fever-adult', 'headache', 'fever-child'].map(choice);
  const codes = (kind: 'self' | 'child' | 'other') => inOrderFor(kind, found).map((one) => one.code);

  it('has the interview for children first when it is about a child', () => {
    expect(codes('child')).toEqual(['cough', 'fever-child', 'fever-adult', 'headache']);
  });

  it('is as the server ordered it otherwise', () => {
    expect(codes('self')).toEqual(['cough', 'fever-adult', 'headache', 'fever-child']);
    expect(codes('other')).toEqual(codes('self'));
  });

  it('has the one for the grown first for a grown person', () => {
    expect(inOrderFor('self', [choice('fever-child'), choice('fever-adult')]).map((one) => one.code)).toEqual(['fever-adult', 'fever-child']);
  });
});
