import { useEffect, useRef, useState } from 'react'
import { steady, steadyAt, type Steady } from '../../lib/tone'
import { serverNow, tick } from '../../live/clock'
import { conditionRank, type Condition, type Conditions } from './queue_floor'

type Held = { [arn: string]: Steady<Condition> }

/** The next sample of every queue; one that was not known before is taken as it is. */
export function stepped(held: Held, sample: Conditions): Held {
  const next: Held = {}
  for (const [arn, condition] of Object.entries(sample)) {
    const before = held[arn]
    next[arn] = before ? steady(before, condition, conditionRank) : steadyAt(condition)
  }
  return next
}

function shown(held: Held): Conditions {
  return Object.fromEntries(Object.entries(held).map(([arn, { shown: condition }]) => [arn, condition]))
}

function same(a: Conditions, b: Conditions): boolean {
  const keys = Object.keys(a)
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key])
}

/**
 * How each queue is doing, as shown: sampled once a second, two samples to turn worse and three to clear. The caller is drawn
 * again only when one of them turns. `take` is given the server's moment in UTC ms. Another `about` begins anew.
 */
export function useConditions(take: (now: number) => Conditions, about: string): Conditions {
  const [kept, setKept] = useState(() => ({ about, conditions: take(serverNow()) }))
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    let held: Held = {}
    const sample = () => {
      held = stepped(held, latest.current(serverNow()))
      const conditions = shown(held)
      setKept((before) => (same(before.conditions, conditions) ? before : { about, conditions }))
    }
    sample()
    return tick.subscribe(sample)
  }, [about])
  if (kept.about === about) return kept.conditions
  const anew = { about, conditions: take(serverNow()) }
  setKept(anew)
  return anew.conditions
}
