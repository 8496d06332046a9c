// What differs between two versions of a record, for people and as a JSON patch.
import type { RecordChange } from '../../api/model'
import { duration, none } from '../../lib/format'
import { stamp } from '../../lib/time'

export type Movement = 'added' | 'removed' | 'filled' | 'emptied' | 'changed'

/** A record spells out what it has not as null: a value in its place was filled in, rather than changed. */
export function movement(change: RecordChange): Movement {
  if (change.kind !== 'changed') return change.kind
  if (change.before === null) return 'filled'
  return change.after === null ? 'emptied' : 'changed'
}

/** "/Agent/HierarchyGroups/Level1" → "Agent.HierarchyGroups.Level1". */
export function dotted(path: string): string {
  return path
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
}

/** Whether nothing but the version's own moment is another: the record came again. */
export function onlyStamped(changes: RecordChange[]): boolean {
  return changes.every((change) => change.path === '/LastUpdateTimestamp')
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/** A value as a person reads it: moments in the zone, lengths as clock time, objects as JSON. */
export function shown(value: unknown, zone: string, length: boolean): string {
  if (value === null || value === undefined) return none
  if (typeof value === 'string') return moment.test(value) ? stamp(Date.parse(value), zone) : value
  if (typeof value === 'number' && length) return duration(value)
  return JSON.stringify(value)
}

/** RFC 6902. */
export type PatchStep = { op: 'add' | 'replace'; path: string; value: unknown } | { op: 'remove'; path: string }

/** Places are removed from the last to the first, so that those before keep their numbers. */
export function jsonPatch(changes: RecordChange[]): PatchStep[] {
  const steps = changes
    .filter((c) => c.kind !== 'removed')
    .map((c): PatchStep => ({ op: c.kind === 'added' ? 'add' : 'replace', path: c.path, value: c.after }))
  const removed = changes.filter((c) => c.kind === 'removed').toReversed()
  return [...steps, ...removed.map((c): PatchStep => ({ op: 'remove', path: c.path }))]
}
