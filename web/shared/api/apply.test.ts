import { describe, expect, it } from 'vitest';
import { ruleOf } from './apply';

describe('an action of the plan', () => {
  it('is the rule that holds, or the one that was not ruled out', () => {
    expect(ruleOf('fever', new Set(['fever']))).toEqual({ id: 'fever', notRuledOut: false });
    expect(ruleOf('fever-not-ruled-out', new Set(['fever']))).toEqual({ id: 'fever', notRuledOut: true });
  });

  it('is a rule of that very name, when there is one', () => {
    const rules = new Set(['suicide-not-ruled-out']);
    expect(ruleOf('suicide-not-ruled-out', rules)).toEqual({ id: 'suicide-not-ruled-out', notRuledOut: false });
    expect(ruleOf('suicide-not-ruled-out-not-ruled-out', rules)).toEqual({ id: 'suicide-not-ruled-out', notRuledOut: true });
  });
});
