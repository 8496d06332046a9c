// The rules that say who may do what, as they hold, and what somebody would get by them.
import { useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { get, post } from './client'
import type { AccessPreview, AccessRules, SignedInPerson } from './model'

export function useAccessRules(): UseQueryResult<AccessRules> {
  return useQuery({
    queryKey: ['access', 'rules'],
    queryFn: ({ signal }) => get<AccessRules>('/access/rules', {}, signal),
  })
}

/** Who is signed in by an identity provider. That it was asked is in the access records, so it is asked once. */
export function useSignedInPeople(enabled: boolean): UseQueryResult<SignedInPerson[]> {
  return useQuery({
    queryKey: ['access', 'people'],
    queryFn: async ({ signal }) => (await get<{ people: SignedInPerson[] }>('/access/people', {}, signal)).people,
    staleTime: Infinity,
    enabled,
  })
}

export type Previewed = { attributes: Record<string, string[]>; name_id: string; provider: string; address: string }

export function usePreview() {
  return useMutation({ mutationFn: (person: Previewed) => post<AccessPreview>('/access/preview', person) })
}
