// Ingest keys, and the tokens of programs. What is shown once is in the answer to making it alone.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, remove } from './client'
import type { IngestKeyList, MadeKey, MadeToken, Token } from './model'

export type Kind = 'keys' | 'tokens'

export function useKeys(): UseQueryResult<IngestKeyList> {
  return useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => get<IngestKeyList>('/keys', {}, signal) })
}

export function useTokens(): UseQueryResult<Token[]> {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await get<{ tokens: Token[] }>('/tokens', {}, signal)).tokens,
  })
}

export type NewKey = { name: string; doors: string[]; instances: string[]; days: number }
export type NewToken = { name: string; roles: string[]; limits: Record<string, string[]>; days: number }
export type Rotation = { id: string; overlap_days: number }

/** What was made, with its text. */
export type Made = { id: string; name: string; text: string }

const madeKey = (m: MadeKey): Made => ({ id: m.id, name: m.name, text: m.key })
const madeToken = (m: MadeToken): Made => ({ id: m.id, name: m.name, text: m.token })

function useOrder<I, O>(kind: Kind, order: (input: I) => Promise<O>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: order,
    onSettled: () => client.invalidateQueries({ queryKey: [kind] }),
    gcTime: 0, // what is shown once is kept nowhere
  })
}

export function useNewKey() {
  return useOrder('keys', async (key: NewKey) => madeKey(await post<MadeKey>('/keys', key)))
}

export function useNewToken() {
  return useOrder('tokens', async (token: NewToken) => madeToken(await post<MadeToken>('/tokens', token)))
}

export function useRotate(kind: Kind) {
  return useOrder(kind, async ({ id, overlap_days }: Rotation) => {
    const path = `/${kind}/${encodeURIComponent(id)}/rotate`
    return kind === 'keys'
      ? madeKey(await post<MadeKey>(path, { overlap_days }))
      : madeToken(await post<MadeToken>(path, { overlap_days }))
  })
}

export function useRevoke(kind: Kind) {
  return useOrder(kind, (id: string) => remove<{ id: string }>(`/${kind}/${encodeURIComponent(id)}`))
}
