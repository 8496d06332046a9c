// Identity providers that sign people in by SAML.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, put, remove } from './client'
import type { IdentityProviders, IdentityProviderSettings } from './model'

const key = ['identity_providers']
const path = '/identity-providers'

export function useIdentityProviders(): UseQueryResult<IdentityProviders> {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => get<IdentityProviders>(path, {}, signal) })
}

/** An order whose answer is what is there then. */
function useOrder<T>(order: (input: T) => Promise<IdentityProviders>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: order,
    onSuccess: (now) => client.setQueryData(key, now),
    onError: () => client.invalidateQueries({ queryKey: key }), // somebody else may have changed it
  })
}

export type ProviderWish = { name: string; url: string; settings: IdentityProviderSettings }
/** Exactly one of these. */
export type Brought = { metadata?: string; certificate?: string; drop?: string; fetch?: boolean }

export const useAddProvider = () => useOrder((wish: ProviderWish & { metadata: string }) => post(path, wish))
export const useChangeProvider = (id: string) => useOrder((wish: ProviderWish) => put(`${path}/${id}`, wish))
export const useRemoveProvider = (id: string) => useOrder(() => remove(`${path}/${id}`))
export const useBring = (id: string) => useOrder((brought: Brought) => post(`${path}/${id}/waiting`, brought))
/** What is done about Ringside's own keys, each about the key of a fingerprint. */
export type OwnKeyChange = 'next' | 'turn' | 'retire'
export const useOwnKey = (change: OwnKeyChange) =>
  useOrder((fingerprint: string) => post(`${path}/own-keys/${change}`, { fingerprint }))
export const useDrop = (id: string) => useOrder(() => remove(`${path}/${id}/waiting`))
export const useAgree = (id: string) => useOrder((digest: string) => post(`${path}/${id}/agree`, { digest }))
