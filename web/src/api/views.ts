// Saved views: what the pages keep under names.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, put, remove } from './client'
import type { NewView, View } from './model'

export function useViews(kind: string): UseQueryResult<View[]> {
  return useQuery({
    queryKey: ['views', kind],
    queryFn: async ({ signal }) => (await get<{ views: View[] }>('/views', { kind }, signal)).views,
    staleTime: 30_000,
  })
}

/** Saves a new view, or one in the place of that with the id. */
export function useSaveView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...view }: NewView & { id?: string | undefined }) =>
      id ? put<View>(`/views/${encodeURIComponent(id)}`, view) : post<View>('/views', view),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}

/** Deletes a view; the answer is what it was, so that it can be saved again. */
export function useDeleteView() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => remove<View>(`/views/${encodeURIComponent(id)}`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['views'] }),
  })
}
