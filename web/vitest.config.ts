import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: [{ find: /^@shared\//, replacement: here('./shared/') }] },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, silenceDeprecations: ['import', 'if-function', 'global-builtin', 'color-functions'] },
    },
  },
  test: {
    // A page's world takes seconds to make on a busy machine; only the tests that need one ask for it.
    environment: 'node',
    include: ['shared/**/*.test.{ts,tsx}', 'apps/**/*.test.{ts,tsx}'],
    setupFiles: ['shared/test/setup.ts'],
    server: { deps: { inline: [/@helsenorge\//] } },
    // A page with the design system takes seconds to compile the first time on a busy machine.
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
