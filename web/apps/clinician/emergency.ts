import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Bundle, Task } from 'fhir/r4';
import { systems } from '@shared/api/names';
import { matches, parameters, resourceIn } from '@shared/api/parameters';
import { get, post } from '@shared/api/request';
import { useSession } from '@shared/api/session';

export const emergencyReasons = ['life-threatening', 'unconscious', 'cannot-consent', 'other'] as const;
export type EmergencyReason = (typeof emergencyReasons)[number];

/** An access that was taken in an emergency, for as long as it lasts. */
export interface Emergency {
  task: string;
  patient: string;
  end: string;
}

export const lasting = (all: Emergency[], now: Date) => all.filter((one) => Date.parse(one.end) > now.getTime());

/** The access a Task tells of. Throws when it does not say for whom and until when. */
export function emergencyOf(task: Task): Emergency {
  const one = { task: task.id ?? '', patient: task.for?.reference ?? '', end: task.restriction?.period?.end ?? '' };
  if (!/^Patient\/[A-Za-z0-9.-]{1,64}$/.test(one.patient) || Number.isNaN(Date.parse(one.end))) throw new Error('the answer does not say for whom and until when');
  return one;
}

const refreshMs = 60_000;
const keyOf = (practitioner: string | undefined) => ['emergencies', practitioner];
const code = encodeURIComponent(`${systems.task}|emergency-access`);

/** The emergency accesses of the one who is signed in that last now, in whatever window they were taken. */
export function useEmergencies(now: Date): Emergency[] {
  const practitioner = useSession().data?.practitioner;
  const all = useQuery({
    queryKey: keyOf(practitioner),
    enabled: practitioner !== undefined,
    refetchInterval: refreshMs,
    queryFn: async () => {
      const found = await get<Bundle>(`/fhir/Task?owner=${practitioner}&status=in-progress&code=${code}&_count=50`);
      return matches<Task>(found, 'Task').map(emergencyOf);
    },
  });
  return lasting(all.data ?? [], now);
}

export interface Wanted {
  number?: string;
  patient?: string;
  reason: EmergencyReason;
  note: string;
}

export function useBreakTheGlass() {
  const client = useQueryClient();
  const practitioner = useSession().data?.practitioner;
  return useMutation({
    mutationFn: async ({ number, patient, reason, note }: Wanted) => {
      const whom = patient ? { name: 'patient', valueReference: { reference: patient } } : { name: 'number', valueString: number };
      const answer = await post<Task>('/fhir/Patient/$emergency-access', parameters(whom, { name: 'reason', valueCode: reason }, { name: 'note', valueString: note.trim() }));
      return emergencyOf(resourceIn<Task>(answer, 'Task'));
    },
    onSuccess: (one) => {
      client.setQueryData<Emergency[]>(keyOf(practitioner), (before = []) => [...before.filter((other) => other.task !== one.task), one]);
      // What was refused a moment ago may be read now.
      void client.invalidateQueries({ queryKey: ['resource', one.patient] });
    },
  });
}
