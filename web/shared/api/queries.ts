import { QueryClient } from '@tanstack/react-query';
import { Refusal } from './request';

const triesMax = 2;

/** One way of asking again: only when the network failed, never when the server has answered. */
export const newQueryClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failed, error) => error instanceof Refusal && error.kind === 'unreachable' && failed < triesMax,
        // The browser's own opinion of the network is often wrong; asking is the only test.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 30_000,
      },
      mutations: { networkMode: 'always' },
    },
  });
