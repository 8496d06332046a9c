import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

// The page is embedded in the Go binary: dist/ is what web/embed.go serves. In development the API comes from a running
// server.
const api = process.env.RINGSIDE_API ?? 'http://127.0.0.1:8080'

/** Has the browser load font and main part beside the first script, which imports the latter. */
function preloadStart(): Plugin {
  return {
    name: 'preload-start',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle }) {
        const chunk = (file: string) => {
          const part = bundle?.[file]
          return part?.type === 'chunk' ? part : undefined
        }
        const start = Object.keys(bundle ?? {}).find((file) => chunk(file)?.name === 'start')
        if (!start) return []
        const scripts = [...(chunk(start)?.imports ?? []), start].filter((file) => !chunk(file)?.isEntry)
        const styles = scripts.flatMap((file) => [...(chunk(file)?.viteMetadata?.importedCss ?? [])])
        const fonts = Object.keys(bundle ?? {}).filter((file) => file.endsWith('.woff2'))
        const link = (rel: string, more?: { as: string }) => (file: string) => ({
          tag: 'link',
          // Styles of the parts come before the first script's, which has the frame's and the theme: later ones win.
          injectTo: rel === 'stylesheet' ? ('head-prepend' as const) : ('head' as const),
          attrs: { rel, ...more, crossorigin: true, href: `/${file}` },
        })
        return [
          ...fonts.map(link('preload', { as: 'font' })),
          ...scripts.map(link('modulepreload')),
          ...styles.map(link('stylesheet')),
        ]
      },
    },
  }
}

export default defineConfig({
  plugins: [react(), preloadStart()],
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
