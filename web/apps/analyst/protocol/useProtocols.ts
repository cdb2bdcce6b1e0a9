import { useQueries, useQuery } from '@tanstack/react-query';
import { listLibraries, readLibrary } from '@shared/api/libraries';
import { figuresOf } from './figures';
import { openProtocol } from './read';

// What is in force changes only when the program starts anew.
const keptMs = 600_000;

export const useList = () => useQuery({ queryKey: ['libraries'], queryFn: listLibraries, staleTime: keptMs });

/** The figures of all protocols, each as it arrives. */
export function useAllFigures(ids: string[]) {
  return useQueries({
    queries: ids.map((id) => ({ queryKey: ['figures', id], queryFn: () => readLibrary(id).then(figuresOf), staleTime: keptMs })),
  });
}

export const useProtocol = (complaint: string) =>
  useQuery({ queryKey: ['protocol', complaint], queryFn: () => readLibrary(complaint).then(openProtocol), staleTime: keptMs });
