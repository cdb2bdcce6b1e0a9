import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { get, post } from './request';

export interface Represented {
  patient: string;
  name: string;
  birthDate?: string;
  gender?: string;
}

/** Personnel treat people; administrators and controllers (personvernombud) see no record. */
export type Role = 'resident' | 'personnel' | 'administrator' | 'controller';

/** Where signing out goes on: a form for the issuer, posted and not followed, for it holds the person's number. */
interface Leaving {
  continue?: { address: string; form: Record<string, string> };
}

export interface Session {
  signedIn: boolean;
  /** As whom one can sign in at an issuer; needed by whoever is not signed in, or has to sign in again. */
  signInAs?: string[];
  role?: Role;
  name?: string;
  patient?: string;
  birthDate?: string;
  gender?: string;
  practitioner?: string;
  organization?: string;
  organizationName?: string;
  represents?: Represented[];
  /** Until when a resident may do what only somebody who signed in lately may. */
  freshUntil?: string;
}

// Time to fill in a form, so that nobody is asked to sign in with it half done.
const marginMs = 5 * 60_000;

/** Whether the resident signed in lately enough to read the log and let others in. */
export const isFresh = (session: Session | undefined, now: Date) => Date.parse(session?.freshUntil ?? '') - marginMs > now.getTime();

export interface DemoPerson {
  id: string;
  name: string;
  role: Role;
  description: string;
  organization?: string;
  organizationName?: string;
  represents?: { id: string; name: string }[];
}

export const sessionKey = ['session'];

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: () => get<Session>('/session'), staleTime: 60_000 });
}

export function useDemoPersons() {
  return useQuery({ queryKey: ['demo-persons'], queryFn: () => get<{ persons: DemoPerson[] }>('/demo/persons') });
}

// Nothing read as one person may be shown to the next.
const forgetRecords = (client: QueryClient) => client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (person: string) => {
      await post<void>('/demo/sign-in', { person });
      forgetRecords(client);
      return client.fetchQuery({ queryKey: sessionKey, queryFn: () => get<Session>('/session'), staleTime: 0 });
    },
  });
}

function postForm({ address, form }: NonNullable<Leaving['continue']>) {
  const page = document.createElement('form');
  page.method = 'post';
  page.action = address;
  for (const [name, value] of Object.entries(form)) {
    const field = document.createElement('input');
    Object.assign(field, { type: 'hidden', name, value });
    page.append(field);
  }
  document.body.append(page);
  page.submit();
}

const isSecure = (address: string) => /^https:\/\//.test(address) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(address);

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => post<Leaving | undefined>('/session/end'),
    onSuccess: (leaving) => {
      forgetRecords(client);
      client.setQueryData(sessionKey, { signedIn: false } satisfies Session);
      if (leaving?.continue && isSecure(leaving.continue.address)) postForm(leaving.continue);
    },
  });
}
