// Every question the pages ask, as one hook each. Old answers stay on screen while new ones load.
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { board, heartbeat } from '../live/board'
import { setClock } from '../live/clock'
import { followProjected } from '../live/projected'
import { useStore } from '../live/store'
import type { Explained } from '../lib/figure'
import { write } from '../lib/settings'
import { get, post } from './client'
import { useMay } from './session'
import type {
  AttributeList,
  AgentDay,
  Catalogue,
  ContactDetail,
  Customer,
  ContactList,
  DimensionValue,
  ExplainRequest,
  Explanation,
  IngestStatus,
  LiveHistory,
  Metric,
  Overview,
  QuarantineList,
  QuarantinedDetail,
  QueryRequest,
  QueryResult,
  RelatedList,
  ReplayResult,
  Version,
  VersionList,
  WaitingList,
} from './model'
import type { RangeQuery } from './range_query'
import type { Query } from './url'

async function fetchVersion(): Promise<Version> {
  const version = await get<Version>('/version')
  setClock(Date.parse(version.now), version.speed)
  write('zone', version.zone)
  return version
}

const versionOptions = queryOptions({ queryKey: ['version'], queryFn: fetchVersion, staleTime: Infinity })

export function useVersion(): UseQueryResult<Version> {
  return useQuery(versionOptions)
}

/** When the days of what an ARN names begin: "00:00", or as its instance's own settings say. */
export function useDayStart(arn: string): string {
  const { data } = useVersion()
  const own = data?.own_days.find((of) => arn.startsWith(`${of.instance_arn}/`))
  return own?.day_start ?? data?.day_start ?? '00:00'
}

function overviewOptions(query: RangeQuery) {
  return queryOptions({
    queryKey: ['overview', query],
    queryFn: ({ signal }) => get<Overview>('/overview', query, signal),
  })
}

/** Asks for version and clock before React has drawn anything; the page's own questions find the answer waiting. */
export function askVersion(client: QueryClient): Promise<Version> {
  return client.query(versionOptions)
}

export function askOverview(client: QueryClient, query: RangeQuery): Promise<Overview> {
  return client.query(overviewOptions(query))
}

export function useOverview(query: RangeQuery, includesNow: boolean, enabled: boolean): UseQueryResult<Overview> {
  const result = useQuery({
    ...overviewOptions(query),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    enabled,
  })
  useProjectedRefresh(['overview', query], includesNow && enabled, result.data?.projected)
  return result
}

/** Asks again when a heartbeat says that figures moved on since the answer on screen. */
export function useProjectedRefresh(key: unknown[], active: boolean, shown: number | undefined): void {
  const client = useQueryClient()
  const text = JSON.stringify(key)
  useEffect(() => {
    if (!active) return
    return followProjected(shown, () => void client.invalidateQueries({ queryKey: JSON.parse(text) as unknown[] }))
  }, [client, active, shown, text])
}

const catalogueOptions = queryOptions({
  queryKey: ['metrics'],
  queryFn: ({ signal }) => get<Catalogue>('/metrics', {}, signal),
  staleTime: Infinity,
})

/** Metrics with their groups, and the dimensions and intervals of queries. */
export function useCatalogue(): UseQueryResult<Catalogue> {
  return useQuery(catalogueOptions)
}

export function useMetrics(): UseQueryResult<Metric[]> {
  return useQuery({ ...catalogueOptions, select: (catalogue) => catalogue.metrics })
}

/** Under which key the answer is kept, and can be broken off. */
export function queryKeyOf(request: QueryRequest): unknown[] {
  return ['query', request]
}

export function useAgentDay(
  agent: string,
  from: string,
  to: string,
  zone: string,
  includesNow: boolean,
  enabled: boolean,
): UseQueryResult<AgentDay> {
  return useQuery({
    queryKey: ['agent', agent, from, to, zone],
    queryFn: ({ signal }) =>
      get<AgentDay>(`/agents/${encodeURIComponent(agent)}/intervals`, { from, to, zone }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: includesNow ? 30_000 : false,
    enabled,
  })
}

/** What the live board showed of a queue or, where none is named, of the chosen instances or all, point by point. */
export function useLiveHistory(
  query: Pick<RangeQuery, 'from' | 'to' | 'zone' | 'queue' | 'instance'>,
  includesNow: boolean,
  enabled: boolean,
): UseQueryResult<LiveHistory> {
  const { from, to, zone, queue, instance } = query
  return useQuery({
    queryKey: ['live_history', from, to, zone, queue, instance],
    queryFn: ({ signal }) => get<LiveHistory>('/live/history', { from, to, zone, queue, instance }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: includesNow ? 30_000 : false,
    enabled,
  })
}

/** A table of figures; a question without metrics is not asked. */
export function useTable(
  request: QueryRequest,
  enabled: boolean,
  everyMs: number | false = false,
): UseQueryResult<QueryResult> {
  return useQuery({
    queryKey: queryKeyOf(request),
    queryFn: ({ signal }) => post<QueryResult>('/query', request, signal),
    placeholderData: keepPreviousData,
    refetchInterval: everyMs,
    enabled: enabled && request.metrics.length > 0,
  })
}

/** A table that reaches to now: asked again as records are projected, and each minute whatever happens. */
export function useGrowingTable(request: QueryRequest, enabled: boolean): UseQueryResult<QueryResult> {
  const answer = useTable(request, enabled, 60_000)
  const { dataUpdatedAt } = answer
  const shown = useMemo(() => (dataUpdatedAt === 0 ? undefined : heartbeat.get()?.projected), [dataUpdatedAt])
  useProjectedRefresh(queryKeyOf(request), enabled, shown)
  return answer
}

/** The contacts that wait in a queue now: asked again when its numbers change, and every few seconds. */
export function useWaiting(queue: string): UseQueryResult<WaitingList> {
  const client = useQueryClient()
  const numbers = useStore(board, (b) => {
    const live = b?.queues[queue]
    return [live?.in_queue, live?.scheduled, live?.oldest_enqueued_at, live?.oldest_scheduled_at].join()
  })
  useEffect(() => void client.invalidateQueries({ queryKey: ['waiting', queue] }), [client, queue, numbers])
  return useQuery({
    queryKey: ['waiting', queue],
    queryFn: ({ signal }) => get<WaitingList>('/live/waiting', { queue, limit: 100 }, signal),
    refetchInterval: 5_000,
  })
}

/** The pages of what is behind a figure; the first has the figure too. */
export function useExplanation({ figure, part }: Explained): UseInfiniteQueryResult<InfiniteData<Explanation>> {
  const { timeField, ...rest } = figure
  const request: ExplainRequest = { ...rest, part, limit: 50, ...(timeField ? { time_field: timeField } : {}) }
  return useInfiniteQuery({
    queryKey: ['explain', request],
    queryFn: ({ pageParam, signal }) => post<Explanation>('/explain', { ...request, after: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (last: Explanation) => last.list.next || undefined,
    placeholderData: keepPreviousData,
  })
}

/** The values of a dimension whose names contain a text: all that the server lists unless given. */
export function useDimension(dimension: string, text = ''): DimensionValue[] {
  const result = useQuery({
    queryKey: ['dimension', dimension, text],
    queryFn: async ({ signal }) =>
      (await get<{ values: DimensionValue[] }>('/dimensions', { dimension, q: text }, signal)).values,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
  return result.data ?? noValues
}

/** The keys of contact attributes that contain a text, whatever its case. */
export function useAttributes(text: string): UseQueryResult<AttributeList> {
  return useQuery({
    queryKey: ['attributes', text],
    queryFn: ({ signal }) => get<AttributeList>('/attributes', { q: text, limit: 100 }, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

const noValues: DimensionValue[] = []

export function useIngestStatus(everyMs: number): UseQueryResult<IngestStatus> {
  const enabled = useMay('pipeline')
  return useQuery({
    enabled,
    queryKey: ['ingest'],
    queryFn: ({ signal }) => get<IngestStatus>('/ingest/status', {}, signal),
    refetchInterval: everyMs,
    placeholderData: keepPreviousData,
  })
}

export function useContacts(query: Query, enabled: boolean): UseQueryResult<ContactList> {
  return useQuery({
    queryKey: ['contacts', query],
    queryFn: ({ signal }) => get<ContactList>('/contacts', query, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

/** The contact as its page's address names it: with instance and initiation the look-up need not search all days. */
export type ContactName = { id: string; instance: string | null; initiation: string | null }

export function useContact({ id, ...hint }: ContactName): UseQueryResult<ContactDetail> {
  return useQuery({
    queryKey: ['contact', id, hint],
    queryFn: ({ signal }) => get<ContactDetail>(`/contacts/${encodeURIComponent(id)}`, hint, signal),
  })
}

/** What is masked of a contact elsewhere, once somebody asks; it is not kept for the next visit of the page. */
export function useShowCustomer({ id, ...hint }: ContactName) {
  return useMutation({
    mutationFn: () => get<Customer>(`/contacts/${encodeURIComponent(id)}/customer`, hint),
    gcTime: 0,
  })
}

export function useVersions({ id, ...hint }: ContactName, before: string): UseQueryResult<VersionList> {
  return useQuery({
    queryKey: ['versions', id, hint, before],
    queryFn: ({ signal }) =>
      get<VersionList>(`/contacts/${encodeURIComponent(id)}/versions`, { ...hint, before }, signal),
    placeholderData: keepPreviousData,
  })
}

export function useRelated({ id, ...hint }: ContactName): UseQueryResult<RelatedList> {
  return useQuery({
    queryKey: ['related', id, hint],
    queryFn: ({ signal }) => get<RelatedList>(`/contacts/${encodeURIComponent(id)}/related`, hint, signal),
  })
}

export function useQuarantine(after: number): UseQueryResult<QuarantineList> {
  return useQuery({
    queryKey: ['quarantine', after],
    queryFn: ({ signal }) => get<QuarantineList>('/quarantine', { after: after || null, limit: 20 }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  })
}

export function useQuarantined(seq: number): UseQueryResult<QuarantinedDetail> {
  return useQuery({
    queryKey: ['quarantined', seq],
    queryFn: ({ signal }) => get<QuarantinedDetail>(`/quarantine/${seq}`, {}, signal),
  })
}

export function useReplay() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (what: { seqs: number[] } | { all: true }) => post<ReplayResult>('/quarantine/replay', what),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['quarantine'] })
      void client.invalidateQueries({ queryKey: ['ingest'] })
    },
  })
}
