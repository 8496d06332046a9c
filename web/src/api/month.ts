import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { get } from './client'
import type { Month } from './model'
import { useProjectedRefresh } from './queries'
import type { Chosen } from './range_query'

export type MonthQuery = { month: string; zone: string } & Chosen

/** A month beside the month before. */
export function useMonth(query: MonthQuery, includesNow: boolean, enabled: boolean): UseQueryResult<Month> {
  const result = useQuery({
    queryKey: ['month', query],
    queryFn: ({ signal }) => get<Month>('/month', query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
    enabled,
  })
  useProjectedRefresh(['month', query], includesNow && enabled, result.data?.projected)
  return result
}
