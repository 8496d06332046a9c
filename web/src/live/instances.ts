// The live board as if the chosen instances were all there are. A queue, an agent and a contact belong to one instance each, so
// what several come to is the sum of theirs.
import type { LiveInstance, LiveQueue, LiveSnapshot } from '../api/model'

/** The id of the instance in any ARN below it; "" where there is none. */
export function instanceOf(arn: string): string {
  return /instance\/([^/]+)/.exec(arn)?.[1] ?? ''
}

/**
 * Narrows one picture after another to instances, by id; none means all. What did not change from one picture to the next keeps
 * its identity.
 */
export function narrower(chosen: string[]): (live: LiveSnapshot) => LiveSnapshot {
  const here = (arn: string) => chosen.includes(instanceOf(arn))
  const queues = remembered((all: LiveSnapshot['queues'], ofInstances: LiveInstance[]) => {
    const without = ofInstances.flatMap((of) => of.without_queue ?? [])
    return without.length === 0 ? only(all, here) : { ...only(all, here), '': without.reduce(joined) }
  })
  const profiles = remembered((all: LiveSnapshot['routing_profiles']) => only(all, here))
  const hierarchy = remembered((all: LiveSnapshot['hierarchy']) => only(all, here))
  const agents = remembered((all: LiveSnapshot['agents']) => all && only(all, here))
  const history = remembered((all: LiveSnapshot['history']) => historyOf(all, chosen))
  const parts = remembered((all: LiveSnapshot['instances']) => Object.values(only(all, (id) => chosen.includes(id))))
  const sum = remembered(sumOf)
  return (live) => {
    if (chosen.length === 0) return live
    const of = parts(live.instances)
    const { agents: told, ...rest } = live
    const shown = agents(told)
    return {
      ...rest,
      ...sum(of),
      queues: queues(live.queues, of),
      routing_profiles: profiles(live.routing_profiles),
      hierarchy: hierarchy(live.hierarchy),
      history: history(live.history),
      ...(shown ? { agents: shown } : {}),
    }
  }
}

type Sum = Pick<LiveSnapshot, 'totals' | 'channels' | 'source' | 'estimated'>

function sumOf(parts: LiveInstance[]): Sum {
  const channels: LiveSnapshot['channels'] = {}
  for (const [channel, more] of parts.flatMap((of) => Object.entries(of.channels))) {
    channels[channel] = added(channels[channel] ?? { in_queue: 0, scheduled: 0, total: 0 }, more)
  }
  const guessed = parts.some((of) => of.estimated && of.totals.total > 0)
  const estimated = guessed || parts.every((of) => of.estimated)
  return {
    totals: parts
      .map((of) => of.totals)
      .reduce(
        (all, more) => ({
          ...added(all, more),
          oldest_enqueued_at: earlier(all.oldest_enqueued_at, more.oldest_enqueued_at),
        }),
        nothing,
      ),
    channels,
    estimated,
    source: estimated ? 'contact_events' : 'amazon_connect',
  }
}

/** Counts of a queue or a centre without anybody in it. */
export const nobody = {
  agents_online: 0,
  agents_staffed: 0,
  agents_available: 0,
  agents_on_contact: 0,
  agents_non_productive: 0,
  agents_error: 0,
  agents_after_contact_work: 0,
  slots_active: 0,
  slots_available: 0,
}

const nothing: LiveSnapshot['totals'] = {
  in_queue: 0,
  scheduled: 0,
  total: 0,
  oldest_enqueued_at: null,
  ...nobody,
  agents_stale: 0,
}

/** The same members, numbers added up; others stay as they are in the first. */
function added<T extends object>(all: T, more: T): T {
  const sum = { ...all }
  for (const key of Object.keys(all) as (keyof T)[]) {
    const [a, b] = [all[key], more[key]]
    if (typeof a === 'number' && typeof b === 'number') sum[key] = (a + b) as T[keyof T] // a number was there before
  }
  return sum
}

type Moment = string | null | undefined

function earlier(a: Moment, b: Moment): string | null {
  if (!a || !b) return a ?? b ?? null
  return Date.parse(a) <= Date.parse(b) ? a : b
}

/** What waits in no queue, of two instances. */
function joined(all: LiveQueue, more: LiveQueue): LiveQueue {
  const byChannel: { [channel: string]: string } = { ...all.oldest_by_channel }
  for (const [channel, since] of Object.entries(more.oldest_by_channel ?? {})) {
    byChannel[channel] = earlier(byChannel[channel], since) ?? since
  }
  return {
    ...added(all, more),
    oldest_enqueued_at: earlier(all.oldest_enqueued_at, more.oldest_enqueued_at),
    oldest_scheduled_at: earlier(all.oldest_scheduled_at, more.oldest_scheduled_at),
    oldest_by_channel: byChannel,
  }
}

/** The samples of the chosen instances together, where one of them was known; of all without a choice. */
export function historyOf<T extends { total: number; instances?: { [id: string]: number } }>(
  all: T[],
  chosen: string[],
): T[] {
  if (chosen.length === 0) return all
  return all.flatMap((sample) => {
    const own = Object.entries(sample.instances ?? {}).filter(([id]) => chosen.includes(id))
    return own.length === 0 ? [] : { ...sample, total: own.reduce((sum, [, total]) => sum + total, 0) }
  })
}

function only<T>(all: { [key: string]: T }, fits: (key: string) => boolean): { [key: string]: T } {
  return Object.fromEntries(Object.entries(all).filter(([key]) => fits(key)))
}

/** The function with its last answer kept for as long as it is given the same. */
function remembered<A extends unknown[], B>(compute: (...given: A) => B): (...given: A) => B {
  let last: { given: A; answer: B } | null = null
  return (...given) => {
    if (!last?.given.every((one, i) => one === given[i])) last = { given, answer: compute(...given) }
    return last.answer
  }
}
