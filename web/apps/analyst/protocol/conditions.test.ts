import { describe, expect, it } from 'vitest';
import { canBeUnknown, findingsIn, withoutGates } from './conditions';
import { leaf } from './example';
import type { Condition } from './model';

const gate = leaf('has-measured', { fromGate: true });
const all = (...operands: Condition[]): Condition => ({ op: 'all', operands });
const any = (...operands: Condition[]): Condition => ({ op: 'any', operands });
const not = (operand: Condition): Condition => ({ op: 'not', operands: [operand] });

describe('a condition without gates', () => {
  it('is what the editor wrote', () => {
    expect(withoutGates(all(gate, leaf('glucose')))).toEqual(leaf('glucose'));
    expect(withoutGates(not(all(all(gate, gate), leaf('glucose'))))).toEqual(not(leaf('glucose')));
  });

  it('keeps a gate where leaving it out would change the meaning', () => {
    expect(withoutGates(any(gate, leaf('fever')))).toEqual(any(gate, leaf('fever')));
  });

  it('keeps a condition that is all gate', () => {
    expect(withoutGates(all(gate))).toEqual(all(gate));
  });
});

describe('the findings of a condition', () => {
  it('are each told once, with what counts by its absence', () => {
    expect(findingsIn(all(leaf('fever'), not(any(leaf('well'), leaf('fever')))))).toEqual([
      { finding: 'fever', negated: false },
      { finding: 'well', negated: true },
    ]);
  });
});

describe("don't know", () => {
  it('leaves a condition open where a finding does not say how it counts', () => {
    expect(canBeUnknown(all(leaf('a', { unknownCountsAs: false }), leaf('b')))).toBe(true);
    expect(canBeUnknown(all(leaf('a', { unknownCountsAs: false })))).toBe(false);
  });
});
