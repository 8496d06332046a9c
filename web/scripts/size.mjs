// Fails when the start route weighs more than its budget: everything that index.html and the page's first parts load,
// compressed with brotli, fonts left out.
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

const budget = 300_000
const dist = new URL('../dist/', import.meta.url).pathname
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

const seen = new Set()
function collect(key) {
  const chunk = manifest[key]
  if (!chunk || seen.has(chunk.file)) return
  seen.add(chunk.file)
  for (const css of chunk.css ?? []) seen.add(css)
  for (const next of chunk.imports ?? []) collect(next)
}
collect('index.html')
collect('src/start.tsx')
seen.add('boot.js')
seen.add('index.html')

let total = 0
for (const file of seen) {
  const bytes = statSync(join(dist, `${file}.br`)).size
  total += bytes
  console.log(`${String(bytes).padStart(8)}  ${file}`)
}
console.log(`${String(total).padStart(8)}  start route, brotli (budget ${budget})`)
if (total > budget) process.exit(1)
