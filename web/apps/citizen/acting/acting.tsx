import { useQuery } from '@tanstack/react-query';
import type { Parameters } from 'fhir/r4';
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import { get } from '@shared/api/request';
import { useSession, type Session } from '@shared/api/session';
import { actedIn, completed, type Acted } from './mayActFor';

/** Whose information the pages show. */
export interface Subject {
  patient: string;
  name: string;
  birthDate?: string;
  isSelf: boolean;
}

interface ActingDoor {
  /** Undefined when nobody is signed in, or while it is not yet known whether one may still act for the person chosen. */
  subject: Subject | undefined;
  /** The other person, when the pages show somebody else's information. */
  acting: Acted | undefined;
  others: Acted[];
  isPending: boolean;
  /** Undefined: back to oneself. */
  actFor(patient: string | undefined): void;
  forget(): void;
}

// Kept in the tab, so that a page loaded anew shows the same person. It gives no right to anything.
const kept = 'helselos.acting-for';

function read(): string | undefined {
  try {
    return sessionStorage.getItem(kept) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(patient: string | undefined) {
  try {
    if (patient) sessionStorage.setItem(kept, patient);
    else sessionStorage.removeItem(kept);
  } catch {
    // Without storage a page loaded anew shows one's own information, which the bar then says.
  }
}

const fromSession = (session: Session): Acted[] => (session.represents ?? []).map((one) => ({ ...one, areas: [] }));

function useMayActFor(resident: Session | undefined) {
  return useQuery({
    queryKey: ['may-act-for', resident?.patient],
    enabled: resident?.patient !== undefined,
    staleTime: 60_000,
    queryFn: async () => completed(actedIn(await get<Parameters>('/fhir/Patient/$may-act-for')), resident?.represents ?? []),
  });
}

const Door = createContext<ActingDoor | undefined>(undefined);

export function useActing(): ActingDoor {
  const door = useContext(Door);
  if (!door) throw new Error('useActing outside ActingProvider');
  return door;
}

export function ActingProvider({ children }: { children: ReactNode }) {
  const session = useSession();
  const resident = session.data?.role === 'resident' ? session.data : undefined;
  const may = useMayActFor(resident);
  const [chosen, setChosen] = useState(read);
  const actFor = useCallback((patient: string | undefined) => {
    write(patient);
    setChosen(patient);
  }, []);
  const door = useMemo<ActingDoor>(() => {
    const others = may.data ?? (may.isError && resident ? fromSession(resident) : []);
    const acting = others.find((one) => one.patient === chosen);
    const isPending = session.isPending || (chosen !== undefined && may.isLoading);
    const self = resident?.patient ? { patient: resident.patient, name: resident.name ?? '', birthDate: resident.birthDate, isSelf: true } : undefined;
    const other = acting && { patient: acting.patient, name: acting.name, birthDate: acting.birthDate, isSelf: false };
    return { subject: isPending ? undefined : (other ?? self), acting, others, isPending, actFor, forget: () => actFor(undefined) };
  }, [may.data, may.isError, may.isLoading, session.isPending, resident, chosen, actFor]);
  return <Door.Provider value={door}>{children}</Door.Provider>;
}
