// Makes src/api/types.gen.ts from the server's OpenAPI document; with --check only reports whether it is current.
import { readFileSync, writeFileSync, existsSync } from 'node:fs'
import openapiTS, { astToString } from 'openapi-typescript'

const source = new URL('../../internal/api/openapi.json', import.meta.url)
const target = new URL('../src/api/types.gen.ts', import.meta.url)

const head = '// Code generated from internal/api/openapi.json by npm run types; DO NOT EDIT.\n\n'
const text = head + astToString(await openapiTS(JSON.parse(readFileSync(source, 'utf8'))))

if (process.argv.includes('--check')) {
  if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
    console.error('src/api/types.gen.ts is not what internal/api/openapi.json says: run npm run types')
    process.exit(1)
  }
} else {
  writeFileSync(target, text)
}
