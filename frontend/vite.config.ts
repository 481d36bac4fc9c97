import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  // plotly.js expects Node's `global`; without this the build succeeds and the page fails.
  define: { global: 'globalThis' },
  resolve: {
    alias: {
      // plotly's core pulls in the map's stylesheet (82 kB); no map is drawn here.
      'maplibre-gl/dist/maplibre-gl.css': new URL('./src/views/empty.css', import.meta.url)
        .pathname,
    },
  },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1800,
  },
  server: {
    proxy: { '/api': 'http://127.0.0.1:8000' },
    // The guide lies beside the frontend.
    fs: { allow: ['.', '../docs'] },
  },
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
