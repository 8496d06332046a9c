// Who is signed in, and whom an administrator has barred.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, remove } from './client'
import type { BarredPerson, SignedInSession } from './model'

/** The sessions. That they were asked for is in the access records, so that is not repeated by itself. */
export function useSessions(): UseQueryResult<SignedInSession[]> {
  return useQuery({
    queryKey: ['sessions'],
    queryFn: async ({ signal }) => (await get<{ sessions: SignedInSession[] }>('/sessions', {}, signal)).sessions,
    staleTime: Infinity,
  })
}

export function useBarred(): UseQueryResult<BarredPerson[]> {
  return useQuery({
    queryKey: ['barred'],
    queryFn: async ({ signal }) => (await get<{ people: BarredPerson[] }>('/barred', {}, signal)).people,
    staleTime: Infinity,
  })
}

export type Whom = { provider: string; name_id: string }

function useOrder<I>(order: (input: I) => Promise<unknown>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: order,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ['sessions'] }),
        client.invalidateQueries({ queryKey: ['barred'] }),
      ]),
  })
}

export function useEndSession() {
  return useOrder((id: string) => remove(`/sessions/${encodeURIComponent(id)}`))
}

export function useEndSessions() {
  return useOrder((whom: Whom) => post('/sessions/end', whom))
}

export function useBar() {
  return useOrder((whom: Whom & { note: string }) => post('/barred', whom))
}

export function useUnbar() {
  return useOrder((id: string) => remove(`/barred/${encodeURIComponent(id)}`))
}
