// A stand-in for the server while the page is built: npm run mock [port]. Answers the API with believable figures that add
// up, streams live changes, and serves dist/ with the headers of the real server. For development and browser tests only.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { pathToFileURL } from 'node:url'
import { agents, queues, instance } from './mock/centre.mjs'
import { detail, list, quarantine, quarantined, replay, status } from './mock/contacts.mjs'
import { difference, liveCentre } from './mock/live.mjs'
import { overview } from './mock/overview.mjs'
import { month } from './mock/month.mjs'
import { settings } from './mock/settings.mjs'
import { metrics } from './mock/texts.mjs'

const dist = new URL('../dist/', import.meta.url).pathname
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

/** A Friday afternoon in Seoul, from which the mock's clock runs on. */
const opening = Date.parse(process.env.MOCK_NOW ?? '2026-11-20T15:20:00+09:00')

export function mock() {
  const started = Date.now()
  const clock = () => opening + Date.now() - started
  const centre = liveCentre(clock)
  const streams = new Set()
  const projected = () => 400_000 + Math.floor((Date.now() - started) / 4_000)
  const write = (stream, event, body, id) =>
    stream.write(`event: ${event}\n${id ? `id: ${id}\n` : ''}data: ${JSON.stringify(body)}\n\n`)
  const beat = () => ({
    now: new Date(clock()).toISOString(),
    projected: projected(),
    sources: { firehose: { age_seconds: 1.2 }, eventbridge: { age_seconds: 0.4 } },
  })

  const timers = [
    setInterval(() => {
      const before = centre.snapshot()
      centre.advance()
      const after = centre.snapshot()
      for (const stream of streams) write(stream, 'delta', difference(before, after), `mock-${after.sequence}`)
    }, 700),
    setInterval(() => streams.forEach((stream) => write(stream, 'heartbeat', beat())), 5_000),
  ]

  const answers = {
    '/version': () => ({
      version: '0.1.0-mock',
      commit: '0000000',
      demo: true,
      now: new Date(clock()).toISOString(),
      speed: 1,
      zone: 'Asia/Seoul',
      day_start: '00:00',
    }),
    '/month': (params) => month(params, clock(), centre.snapshot(), projected()),
    '/settings': () => settings(),
    '/overview': (params) => overview(params, clock(), centre.snapshot(), projected()),
    '/metrics': () => ({ metrics }),
    '/live/snapshot': () => centre.snapshot(),
    '/ingest/status': () => status(clock(), projected(), started),
    '/contacts': (params) => list(params, clock()),
    '/quarantine': () => quarantine(),
    '/quarantine/replay': () => replay(),
    '/dimensions': (params) => ({ values: dimension(params.get('dimension')) }),
  }

  function api(path, params, response) {
    if (path === '/live') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      write(response, 'snapshot', centre.snapshot(), 'mock-1')
      write(response, 'heartbeat', beat())
      streams.add(response)
      response.on('close', () => streams.delete(response))
      return
    }
    const one = /^\/(contacts|quarantine)\/([^/]+)$/.exec(path)
    const answer =
      answers[path] ??
      (one
        ? () => (one[1] === 'contacts' ? detail(decodeURIComponent(one[2]), clock()) : quarantined(Number(one[2])))
        : null)
    const body = answer ? answer(params) : { title: 'Not Found', status: 404, detail: `no ${path} here` }
    response.writeHead(answer ? 200 : 404, {
      'Content-Type': answer ? 'application/json' : 'application/problem+json',
      'X-Request-Id': 'mock-7f3a',
    })
    response.end(JSON.stringify(body))
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://mock')
    if (url.pathname.startsWith('/api/v1')) api(url.pathname.slice(7), url.searchParams, response)
    else file(url.pathname, request.headers['accept-encoding'] ?? '', response)
  })
  server.on('close', () => timers.forEach(clearInterval))
  return server
}

function dimension(name) {
  if (name === 'queue') return queues.map((q) => ({ value: q.arn, name: q.name }))
  if (name === 'agent') return agents.map((a) => ({ value: a.arn, name: a.name }))
  if (name === 'instance') return [{ value: instance, name: instance }]
  if (name === 'channel') return ['CHAT', 'EMAIL', 'VOICE'].map((value) => ({ value, name: value }))
  return ['CALLBACK', 'INBOUND', 'OUTBOUND', 'TRANSFER'].map((value) => ({ value, name: value }))
}

function file(path, encodings, response) {
  let name = join(dist, normalize(path))
  if (!name.startsWith(dist) || !existsSync(name) || statSync(name).isDirectory()) name = join(dist, 'index.html')
  const packed = encodings.includes('br') && existsSync(`${name}.br`)
  response.writeHead(200, {
    'Content-Type': types[extname(name)] ?? 'application/octet-stream',
    'Content-Security-Policy': policy,
    ...(packed ? { 'Content-Encoding': 'br' } : {}),
  })
  createReadStream(packed ? `${name}.br` : name).pipe(response)
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.argv[2] ?? 8080)
  mock().listen(port, '127.0.0.1', () => console.log(`mock on http://127.0.0.1:${port}`))
}
