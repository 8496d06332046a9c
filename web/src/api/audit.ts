// The access records: who did what with whose data, and a month of it as its reviewer reads it.
import { keepPreviousData, useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post } from './client'
import type { AuditList, AuditReview, AuditVerification } from './model'
import type { Query } from './url'

export function useAudit(query: Query, enabled: boolean): UseQueryResult<AuditList> {
  return useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => get<AuditList>('/audit', query, signal),
    placeholderData: keepPreviousData,
    enabled,
  })
}

type Month = { month: string; zone: string }

export function useReview(month: Month, enabled: boolean): UseQueryResult<AuditReview> {
  return useQuery({
    queryKey: ['review', month],
    queryFn: ({ signal }) => get<AuditReview>('/audit/review', month, signal),
    enabled,
  })
}

/** Says that a month was reviewed; the answer is the month with that. */
export function useMarkReview() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (mark: Month & { note: string }) => post<AuditReview>('/audit/review', mark),
    onSuccess: (review, { month, zone }) => client.setQueryData(['review', { month, zone }], review),
  })
}

/** Whether the records are as they were written; a head that was kept elsewhere is compared with, "" for none. */
export function useVerification() {
  return useMutation({
    mutationFn: (head: string) => get<AuditVerification>('/audit/verification', head ? { head } : {}),
  })
}
