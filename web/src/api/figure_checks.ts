// Figures beside Amazon Connect's own: what came of it, a day at a time.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, remove } from './client'
import type { CheckedDayReport, FigureChecks } from './model'

const key = ['figure-checks']

/** The checks of all instances; asked again while one runs, and seldom else. */
export function useFigureChecks(): UseQueryResult<FigureChecks> {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<FigureChecks>('/figure-checks', {}, signal),
    refetchInterval: ({ state }) =>
      state.data?.instances.some(({ running, waiting }) => running !== null || waiting.length > 0) ? 1_000 : 60_000,
  })
}

/** What differed on a day. Ended tells its newest check from those before. Each look is in the audit log. */
export function useCheckedDay(instance: string, day: string, ended: string | null): UseQueryResult<CheckedDayReport> {
  return useQuery({
    queryKey: [...key, instance, day, ended],
    queryFn: ({ signal }) => get<CheckedDayReport>(`/figure-checks/${encodeURIComponent(instance)}/${day}`, {}, signal),
    staleTime: Infinity,
  })
}

/** Lets a day be checked. */
export function useCheckFigures() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (order: { instance: string; days: string[] }) => post<FigureChecks>('/figure-checks', order),
    onSuccess: (checks) => client.setQueryData(key, checks),
  })
}

/** Stops what is being checked. */
export function useStopChecks() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (instance: string) => remove<FigureChecks>('/figure-checks', { instance }),
    onSuccess: (checks) => client.setQueryData(key, checks),
  })
}
