// For how long records are kept.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, put } from './client'
import type { Retention, RetentionChange } from './model'

const key = ['retention']

/** The limits. Since is the end of the newest erasure, after which they are asked for again. */
export function useRetention(since: string | null): UseQueryResult<Retention> {
  return useQuery({
    queryKey: [...key, since],
    queryFn: ({ signal }) => get<Retention>('/retention', {}, signal),
    placeholderData: (before) => before,
  })
}

export function useChangeRetention() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: RetentionChange) => put<Retention>('/retention', change),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}
