import type { IngestStatus } from '../../api/model'

/** How many streams and queues cannot be read as they should: one shard that cannot is enough. */
export function stuckReaders({ streams, queues }: Pick<IngestStatus, 'streams' | 'queues'>): number {
  const stuck = streams.filter((s) => s.problem !== '' || s.shards.some((one) => one.problem !== '' || one.expiring))
  return stuck.length + queues.filter((q) => q.problem !== '').length
}
