// What the contact centre has agreed: business days, working hours, holidays, service levels.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import { calendarOf, unknownCalendar, type Calendar } from '../lib/calendar'
import { get, put } from './client'
import type { SettingsAnswer, SettingsChange } from './model'

/** The settings of an instance, or those of every instance that has none of its own. */
export function useSettings(instance = ''): UseQueryResult<SettingsAnswer> {
  return useQuery({
    queryKey: ['settings', instance],
    queryFn: ({ signal }) => get<SettingsAnswer>('/settings', { instance }, signal),
    staleTime: 5 * 60_000,
  })
}

export function useCalendar(): Calendar {
  const { data } = useSettings()
  return useMemo(() => (data ? calendarOf(data) : unknownCalendar), [data])
}

/** Saves a change; every figure is asked for anew, since days and targets may mean something else now. */
export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: SettingsChange) => put<SettingsAnswer>('/settings', change),
    onSuccess: (saved) => {
      client.setQueryData(['settings', saved.instance_arn], saved)
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'settings' })
    },
  })
}
