import { expect, it } from 'vitest'
import type { RecordChange } from '../../api/model'
import { dotted, jsonPatch, movement, onlyStamped, shown } from './record_change'

const change = (path: string, kind: RecordChange['kind'], before: unknown, after: unknown): RecordChange => ({
  path,
  kind,
  before,
  after,
})

it('tells values that were filled in and emptied from those that changed', () => {
  expect(movement(change('/Agent', 'changed', null, {}))).toBe('filled')
  expect(movement(change('/Agent', 'changed', {}, null))).toBe('emptied')
  expect(movement(change('/a', 'changed', 1, 2))).toBe('changed')
  expect(movement(change('/a', 'added', null, null))).toBe('added')
})

it('spells paths with dots, and their own slashes as they are', () => {
  expect(dotted('/Attributes/a~1b~0c')).toBe('Attributes.a/b~c')
})

it('knows a record that only came again', () => {
  expect(onlyStamped([change('/LastUpdateTimestamp', 'changed', 'a', 'b')])).toBe(true)
  expect(onlyStamped([change('/Queue', 'changed', 'a', 'b')])).toBe(false)
})

it('shows moments in the zone, lengths as clock time and the rest as it is', () => {
  expect(shown('2026-11-22T06:20:05Z', 'Asia/Seoul', false)).toBe('2026-11-22 15:20:05')
  expect(shown(83, 'UTC', true)).toBe('1:23')
  expect(shown(83, 'UTC', false)).toBe('83')
  expect(shown(null, 'UTC', false)).toBe('–')
})

it('makes a patch whose removals do not move one another', () => {
  const patch = jsonPatch([
    change('/l/1', 'removed', 1, null),
    change('/l/2', 'removed', 2, null),
    change('/a', 'added', null, 3),
    change('/b', 'changed', 4, 5),
  ])
  expect(patch).toEqual([
    { op: 'add', path: '/a', value: 3 },
    { op: 'replace', path: '/b', value: 5 },
    { op: 'remove', path: '/l/2' },
    { op: 'remove', path: '/l/1' },
  ])
})
