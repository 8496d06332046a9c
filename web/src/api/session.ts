// Who is signed in, and whether that still holds.
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { get } from './client'
import type { Me } from './model'

export function useMe(): UseQueryResult<Me> {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', {}, signal), staleTime: Infinity })
}

export type Permission = Me['may'][number]

/** Whether the one who looks may do something. Until that is known everything is shown: what may not be is refused by the server. */
export function useMay(what: Permission): boolean {
  return useMe().data?.may.includes(what) ?? true
}

/** Whether people sign in here. */
export function useSignedIn(): boolean {
  const me = useMe().data
  return me !== undefined && me.by !== 'none'
}

/** Asks whether the session goes on; an answer that it does not is noted by whoever asks anything. */
export async function lookAgain(): Promise<boolean> {
  return get<Me>('/me').then(
    () => true,
    () => false,
  )
}
