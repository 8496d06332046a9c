// The doctor of the set-up: what brings records here, and what is missing.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useMay } from './session'
import { get, post } from './client'
import type { CheckReport, CheckState } from './model'

/** What it found last, and how far it is. While it is at work it is asked more often. */
export function useCheckState(busy: boolean): UseQueryResult<CheckState> {
  const enabled = useMay('pipeline')
  return useQuery({
    enabled,
    queryKey: ['check'],
    queryFn: ({ signal }) => get<CheckState>('/check', {}, signal),
    refetchInterval: busy ? 500 : false,
  })
}

/** Lets it look; its signal stops it. */
export function useCheck() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (signal: AbortSignal) => post<CheckReport>('/check', {}, signal),
    onSettled: () => queries.invalidateQueries({ queryKey: ['check'] }),
  })
}
