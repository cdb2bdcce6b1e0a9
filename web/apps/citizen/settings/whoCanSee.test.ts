import type { Parameters } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { whoIn } from './whoCanSee';

const who = (basis: string, until?: string) => ({
  name: 'who',
  part: [
    { name: 'name', valueString: 'Legevakt' },
    { name: 'reference', valueReference: { reference: 'Organization/l' } },
    { name: 'kind', valueCode: 'organization' },
    { name: 'basis', valueCode: basis },
    ...(until ? [{ name: 'until', valueDateTime: until }] : []),
  ],
});
const told = (...parameter: object[]) => whoIn({ resourceType: 'Parameters', parameter } as Parameters);

describe('who can see now', () => {
  it('is told once on each ground', () => {
    expect(told(who('sharing'), who('sharing'), who('task')).map((one) => one.ground)).toEqual(['sharing', 'task']);
  });

  it('ends with the last of them, and does not when one has no end', () => {
    expect(told(who('task', '2026-12-01'), who('task', '2027-01-01'))[0]?.until).toBe('2027-01-01');
    expect(told(who('task', '2026-12-01'), who('task'))[0]?.until).toBeUndefined();
    expect(told(who('task'), who('task', '2026-12-01'))[0]?.until).toBeUndefined();
  });

  it('is shown also on a ground that is not known here', () => expect(told(who('new-ground'))).toMatchObject([{ name: 'Legevakt', ground: undefined }]));
});
