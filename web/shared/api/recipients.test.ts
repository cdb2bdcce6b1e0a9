import { expect, test } from 'vitest';
import { recipientsIn } from './recipients';

const choice = (reference: string, display: string | undefined, proposed: boolean, rule?: string) => ({
  name: 'choice',
  part: [
    { name: 'recipient', valueReference: { reference, ...(display && { display }) } },
    { name: 'proposed', valueBoolean: proposed },
    ...(rule ? [{ name: 'rule', valueString: rule }] : []),
  ],
});

test('recipients keep their order, and one that cannot be named is not offered', () => {
  const parameter = [choice('Organization/2', 'Legekontor', true, 'own-general-practitioner'), choice('Organization/1', 'Legevakt', true, 'urgent'), choice('Organization/3', undefined, false)];
  expect(recipientsIn({ resourceType: 'Parameters', parameter: [{ name: 'priority', valueInteger: 3 }, ...parameter] })).toEqual([
    { reference: 'Organization/2', name: 'Legekontor', isProposed: true, isOwn: true },
    { reference: 'Organization/1', name: 'Legevakt', isProposed: true, isOwn: false },
  ]);
  expect(recipientsIn({ resourceType: 'Parameters' })).toEqual([]);
});
