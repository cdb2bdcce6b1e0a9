import { isLeaf, type Condition, type Leaf } from './model';

const isFromGate = (condition: Condition): boolean =>
  isLeaf(condition) ? condition.fromGate === true : (condition.operands ?? []).length > 0 && condition.operands!.every(isFromGate);

// "All of" keeps its meaning without the gate, for the gate is told with the finding; nothing else would.
function withoutGatesIn(operands: Condition[], isAll: boolean): Condition[] {
  return (isAll ? operands.filter((one) => !isFromGate(one)) : operands).map(withoutGates);
}

/** The condition as the editor thought of it: what a finding's own condition put in is left out. */
export function withoutGates(condition: Condition): Condition {
  if (isLeaf(condition) || condition.op === 'always') return condition;
  const isAll = condition.op === 'all';
  const operands = withoutGatesIn(condition.operands ?? [], isAll);
  if (operands.length === 0) return condition;
  if (operands.length === 1 && (isAll || condition.op === 'any')) return operands[0]!;
  return { ...condition, operands };
}

export interface Use {
  finding: string;
  /** Its absence counts. */
  negated: boolean;
}

function collect(condition: Condition, negated: boolean, found: Map<string, Use>) {
  if (isLeaf(condition)) {
    const before = found.get(condition.finding);
    found.set(condition.finding, { finding: condition.finding, negated: negated && (before?.negated ?? true) });
    return;
  }
  const inside = condition.op === 'not' ? !negated : negated;
  for (const operand of condition.operands ?? []) collect(operand, inside, found);
}

/** The findings a condition hangs on, each once; one that counts both ways is told as present. */
export function findingsIn(condition: Condition): Use[] {
  const found = new Map<string, Use>();
  collect(withoutGates(condition), false, found);
  return [...found.values()];
}

function leavesOf(condition: Condition): Leaf[] {
  return isLeaf(condition) ? [condition] : (condition.operands ?? []).flatMap(leavesOf);
}

/** How much there is to read in a condition. */
export const countLeaves = (condition: Condition) => leavesOf(condition).length;

/** Whether "don't know" about something can leave the condition open. */
export const canBeUnknown = (condition: Condition) => leavesOf(condition).some((leaf) => leaf.unknownCountsAs === undefined);
