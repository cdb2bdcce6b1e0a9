import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { Refusal } from './request';
import { sessionKey } from './session';

const triesMax = 2;

// Busy means that nothing was done, so asking again is safe; a network that failed may have lost only the answer.
const mayReadAgain = (error: unknown) => error instanceof Refusal && (error.kind === 'unreachable' || error.kind === 'busy');
const mayWriteAgain = (error: unknown) => error instanceof Refusal && error.kind === 'busy';

/** One way of asking again for every page. */
export function newQueryClient(): QueryClient {
  // Whoever is refused for not being signed in may have been signed out since; the pages then ask them to sign in.
  const onError = (error: unknown) => {
    if (error instanceof Refusal && error.kind === 'not-signed-in') void client.invalidateQueries({ queryKey: sessionKey });
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        retry: (failed, error) => mayReadAgain(error) && failed < triesMax,
        // The browser's own opinion of the network is often wrong; asking is the only test.
        networkMode: 'always',
        refetchOnWindowFocus: false,
        staleTime: 30_000,
      },
      mutations: { networkMode: 'always', retry: (failed, error) => mayWriteAgain(error) && failed < triesMax },
    },
  });
  return client;
}
