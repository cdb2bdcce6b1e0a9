import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const apps: Record<string, { base: string; port: number }> = {
  citizen: { base: '/', port: 5173 },
  clinician: { base: '/kliniker/', port: 5174 },
  analyst: { base: '/analyse/', port: 5175 },
  administrator: { base: '/drift/', port: 5176 },
};

// While developing, the pages come from Vite and everything else from the server.
const server = process.env.HELSELOS_ADDRESS ?? 'http://127.0.0.1:8080';

export default defineConfig(({ mode }) => {
  const app = apps[mode];
  if (!app) throw new Error(`--mode must be one of: ${Object.keys(apps).join(', ')}`);
  return {
    root: here(`./apps/${mode}`),
    base: app.base,
    publicDir: here('./shared/public'),
    plugins: [react()],
    resolve: {
      alias: [
        { find: /^@shared\//, replacement: here('./shared/') },
        { find: /^(\.\.?\/)+LazyIcon\.js$/, replacement: here('./shared/parts/noLazyIcon.ts') },
      ],
      dedupe: ['react', 'react-dom'],
    },
    css: {
      preprocessorOptions: {
        scss: { quietDeps: true, silenceDeprecations: ['import', 'if-function', 'global-builtin', 'color-functions'] },
      },
    },
    build: {
      outDir: here(`./dist/${mode}`),
      emptyOutDir: true,
      target: 'es2022',
      // The content security policy lets fonts and scripts come as files from the server only, never inlined.
      assetsInlineLimit: 0,
      // One file of some 170 kB when compressed; splitting it would only add round trips on a phone.
      chunkSizeWarningLimit: 700,
    },
    server: { port: app.port, proxy: { '/fhir': server, '/demo': server, '/session': server } },
  };
});
