import { useMutation, useQuery } from '@tanstack/react-query';
import type { Parameters, ParametersParameter } from 'fhir/r4';
import { parameters, part } from './parameters';
import { get, post } from './request';

/** An app of somebody else that can be opened from our pages. */
export interface App {
  client: string;
  name: string;
  description: string;
}

export interface Opening {
  app: string;
  patient: string;
  task?: string;
}

const valueOf = (parts: ParametersParameter[] | undefined, name: string) => parts?.find((one) => one.name === name)?.valueString ?? '';

export const appsIn = (answer: Parameters): App[] =>
  (answer.parameter ?? [])
    .filter((one) => one.name === 'app')
    .map((one) => ({ client: valueOf(one.part, 'client'), name: valueOf(one.part, 'name'), description: valueOf(one.part, 'description') }));

/** Only what a browser can open as a page of somebody else; never a script. */
export function launchAddressIn(answer: Parameters): string {
  const address = part(answer, 'address')?.valueUrl ?? '';
  if (!/^https?:\/\//.test(address)) throw new Error('the answer holds no address of an app');
  return address;
}

export const useApps = () =>
  useQuery({ queryKey: ['apps'], staleTime: Infinity, queryFn: async () => appsIn(await get<Parameters>('/fhir/$apps')) });

/** In a window of its own: what is being worked on here stays. The app learns neither who opened it nor from where. */
function openWindow(address: string) {
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.click();
}

/** Each time a new address: it is good once. */
export const useOpenApp = () =>
  useMutation({
    mutationFn: async ({ app, patient, task }: Opening) => {
      const about = [
        { name: 'app', valueString: app },
        { name: 'patient', valueReference: { reference: patient } },
        task ? { name: 'task', valueReference: { reference: task } } : undefined,
      ];
      openWindow(launchAddressIn(await post<Parameters>('/fhir/$launch', parameters(...about))));
    },
  });
