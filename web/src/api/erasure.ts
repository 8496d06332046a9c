// Forgetting contacts: one erasure at a time, watched until it is over.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, remove } from './client'
import type { ErasureProofList, ErasureRequest, ErasureStatus, ErasureViews } from './model'

const key = ['erasure']

/** How far the newest erasure is; asked again and again while it runs. */
export function useErasure(): UseQueryResult<ErasureStatus> {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<ErasureStatus>('/erasure', {}, signal),
    refetchInterval: (query) => (query.state.data?.phase === 'running' ? 500 : false),
  })
}

/** Begins to erase, or with preview to count. */
export function useBeginErasure() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (request: ErasureRequest) => post<ErasureStatus>('/erasure', request),
    onSuccess: (status) => client.setQueryData(key, status),
  })
}

export function useStopErasure() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => remove<ErasureStatus>('/erasure'),
    onSuccess: () => client.invalidateQueries({ queryKey: key }),
  })
}

/** The proofs of erasures. Since is the end of the newest one, after which they are asked for again. */
export function useProofs(since: string | null): UseQueryResult<ErasureProofList> {
  return useQuery({
    queryKey: ['erasure', 'proofs', since],
    queryFn: ({ signal }) => get<ErasureProofList>('/erasure/proofs', {}, signal),
    placeholderData: (before) => before,
  })
}

const viewsOf = (whom: ErasureRequest) => ['erasure', 'views', whom]

/** The saved views that name somebody. Each look is in the audit log, so that it is not repeated. */
export function useNamingViews(whom: ErasureRequest): UseQueryResult<ErasureViews> {
  return useQuery({
    queryKey: viewsOf(whom),
    queryFn: ({ signal }) => post<ErasureViews>('/erasure/views', whom, signal),
    staleTime: Infinity,
  })
}

/** Deletes them. */
export function useDeleteNamingViews(whom: ErasureRequest) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => post<ErasureViews>('/erasure/views', { ...whom, remove: true }),
    onSuccess: (removed) => {
      client.setQueryData(viewsOf(whom), removed)
      return client.invalidateQueries({ queryKey: ['views'] })
    },
  })
}
