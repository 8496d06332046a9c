import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

// The page is embedded in the Go binary: dist/ is what web/embed.go serves. In development the API comes from a running
// server, or from the mock (npm run mock), both on the same port.
const api = process.env.RINGSIDE_API ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [react()],
  publicDir: 'public',
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    manifest: true,
  },
  server: {
    port: 5173,
    proxy: { '/api': { target: api, changeOrigin: true }, '/healthz': { target: api, changeOrigin: true } },
  },
  test: { environment: 'jsdom', setupFiles: ['src/test_setup.ts'], include: ['src/**/*.test.{ts,tsx}'] },
})
