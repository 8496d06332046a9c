// A network between browser and server that can go dead without a word.
import { connect, createServer } from 'node:net'

const destroy = (pair) => pair.forEach((socket) => socket.destroy())

/**
 * Relays to the server at an address. After `hang` the streams that are open now hear nothing any more, and other connections are
 * closed, as browsers do with those they do not need; what is opened later works.
 */
export async function relayTo(base) {
  const { hostname, port } = new URL(base)
  const [pairs, streams] = [new Set(), new Set()]
  const server = createServer((browser) => {
    const behind = connect(Number(port), hostname)
    const pair = [browser, behind]
    pairs.add(pair)
    browser.on('data', (request) => {
      if (/^GET \/api\/v1\/live[ ?]/.test(request)) streams.add(pair)
    })
    browser.pipe(behind)
    behind.pipe(browser)
    for (const socket of pair) {
      socket.on('error', () => undefined)
      socket.on('close', () => destroy(pair))
    }
  })
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    hang: () => {
      for (const pair of pairs) if (!streams.has(pair)) destroy(pair)
      for (const [browser, behind] of streams) {
        behind.unpipe(browser)
        behind.resume()
      }
    },
    stop: () => {
      server.close()
      pairs.forEach(destroy)
    },
  }
}
