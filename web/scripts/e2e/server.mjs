// A server of the check's own: bin/ringside serve, which make builds before, and events for it.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'

export const binary = process.env.RINGSIDE_BIN ?? new URL('../../../bin/ringside', import.meta.url).pathname

/** The ingest key of every such server. */
const key = randomUUID()

/** Starts a server on a folder, at a port or at one that is free; resolves when it is ready. */
export async function serve(folder, port = 0, flags = []) {
  const child = spawn(binary, ['serve', '--data', folder, '--listen', `127.0.0.1:${port}`, ...flags], {
    env: { ...process.env, RINGSIDE_INGEST_KEY: key },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = once(child, 'close')
  const stop = async () => {
    child.kill()
    await ended
  }
  let said = ''
  for await (const text of child.stdout.iterator({ destroyOnReturn: false })) {
    said += text
    const base = /http:\/\/[0-9.:]+/.exec(said)?.[0]
    if (base) return { base, key, stop }
  }
  throw new Error('the server did not start')
}

/** Queues one more call, by an event. */
export async function queueCall({ base, key }, queueArn) {
  const at = new Date().toISOString()
  const detail = {
    eventType: 'QUEUED',
    contactId: randomUUID(),
    channel: 'VOICE',
    instanceArn: queueArn.split('/queue/')[0],
    initiationMethod: 'INBOUND',
    initiationTimestamp: at,
    queueInfo: { queueType: 'STANDARD', queueArn, enqueueTimestamp: at },
  }
  const body = JSON.stringify({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Amazon Connect Contact Event',
    source: 'aws.connect',
    account: '111122223333',
    time: at,
    region: 'ap-northeast-2',
    resources: [],
    detail,
  })
  const answer = await fetch(`${base}/ingest/eventbridge`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Ringside-Key': key },
    body,
  })
  if (!answer.ok) throw new Error(`the event was answered ${answer.status}: ${await answer.text()}`)
}

/** A queue that no other check knows. */
export function newQueue() {
  return `arn:aws:connect:ap-northeast-2:111122223333:instance/7d3b6f0e-52a1-4c8b-9e77-1f0a2b3c4d5e/queue/${randomUUID()}`
}
