// Writes .br and .gz beside every text file of dist/, so that the server only picks one by Accept-Encoding.
import { readdirSync, readFileSync, writeFileSync, statSync } from 'node:fs'
import { join, extname } from 'node:path'
import { brotliCompressSync, gzipSync, constants } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
const text = new Set(['.html', '.js', '.css', '.svg', '.json', '.map'])

function files(folder) {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : [path]
  })
}

for (const path of files(dist)) {
  if (!text.has(extname(path))) continue
  const bytes = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
  writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }))
}
writeFileSync(join(dist, '.gitkeep'), '')
