import { expect, it } from 'vitest'
import type { QueueStatus, ShardStatus, StreamStatus } from '../../api/model'
import { stuckReaders } from './stuck'

const shard = (more: Partial<ShardStatus> = {}) => ({ problem: '', expiring: false, ...more }) as ShardStatus
const stream = (problem: string, ...shards: ShardStatus[]) => ({ problem, shards }) as StreamStatus
const queue = (problem: string) => ({ problem }) as QueueStatus

it('counts a stream once, whatever keeps it, and a queue that cannot be read', () => {
  expect(stuckReaders({ streams: [stream('', shard())], queues: [queue('')] })).toBe(0)
  const streams = [
    stream('not found'),
    stream('', shard({ problem: 'denied' }), shard({ problem: 'denied' })),
    stream('', shard(), shard({ expiring: true })),
    stream('', shard()),
  ]
  expect(stuckReaders({ streams, queues: [queue('denied'), queue('')] })).toBe(4)
})
