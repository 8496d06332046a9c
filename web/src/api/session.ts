// Who is signed in, and whether that still holds.
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { get } from './client'
import type { Me } from './model'

export function useMe(): UseQueryResult<Me> {
  return useQuery({ queryKey: ['me'], queryFn: ({ signal }) => get<Me>('/me', {}, signal), staleTime: Infinity })
}

/** Asks whether the session goes on; an answer that it does not is noted by whoever asks anything. */
export async function lookAgain(): Promise<boolean> {
  return get<Me>('/me').then(
    () => true,
    () => false,
  )
}
