// What the contact centre has agreed: business days, working hours, holidays, service levels.
import {
  queryOptions,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import { calendarOf, unknownCalendar, type Calendar } from '../lib/calendar'
import { limitsOfAll, type LimitsOf } from '../lib/promise'
import { get, put, remove } from './client'
import type { SettingsAnswer, SettingsChange } from './model'
import { useVersion } from './queries'

function settingsOptions(about: About, key: string) {
  return queryOptions({
    queryKey: ['settings', key],
    queryFn: ({ signal }) => get<SettingsAnswer>('/settings', about, signal),
    staleTime: 5 * 60_000,
  })
}

/** The settings of an instance, or those of every instance that has none of its own. */
export function useSettings(instance = ''): UseQueryResult<SettingsAnswer> {
  return useQuery(settingsOptions({ instance }, instance))
}

/** Queues and agents, or else the one instance, by ARN or id, that a page is about. */
export type About = { queue?: string[]; agent?: string[]; instance?: string }

/** The settings that hold for a page: those of the one instance that it is about, if that has some of its own. */
export function useSettingsOf(about: About): UseQueryResult<SettingsAnswer> {
  const version = useVersion()
  const named = [about.instance, ...(about.queue ?? []), ...(about.agent ?? [])].some(Boolean)
  const own = (version.data?.own_days.length ?? 0) > 0 && named
  return useQuery({
    ...settingsOptions(own ? about : {}, own ? JSON.stringify(about) : ''),
    enabled: version.isFetched,
  })
}

/** The settings of all instances: the common ones first, then those of instances with their own; null until all are there. */
export function useAllSettings(): { all: SettingsAnswer[] | null; error: Error | null; refetch: () => void } {
  const version = useVersion()
  const own = version.data?.own_days.map((of) => of.instance_arn) ?? []
  return useQueries({
    queries: ['', ...own].map((instance) => ({
      ...settingsOptions({ instance }, instance),
      enabled: version.isFetched,
    })),
    combine: (results) => {
      const there = results.flatMap((result) => result.data ?? [])
      return {
        all: there.length === results.length ? there : null,
        error: results.find((result) => result.error)?.error ?? null,
        refetch: () => results.forEach((result) => result.error && void result.refetch()),
      }
    },
  })
}

export function useCalendar(about: About = {}): Calendar {
  const { data } = useSettingsOf(about)
  return useMemo(() => (data ? calendarOf(data) : unknownCalendar), [data])
}

/** The limits of waits in a queue, by its ARN; the usual ones until the settings are known. */
export type QueueLimits = (queue: string) => LimitsOf

export function useWaitLimits(): QueueLimits {
  const { all } = useAllSettings()
  return useMemo(() => limitsOfAll(all ?? []), [all])
}

/** What follows a change: every figure is asked for anew, since days and targets may mean something else now. */
function useChanged() {
  const client = useQueryClient()
  return (saved: SettingsAnswer) => {
    client.setQueryData(['settings', saved.instance_arn], saved)
    void client.invalidateQueries({
      predicate: ({ queryKey: [first, of] }) => first !== 'settings' || of !== saved.instance_arn,
    })
  }
}

export function useSaveSettings() {
  const onSuccess = useChanged()
  return useMutation({ mutationFn: (change: SettingsChange) => put<SettingsAnswer>('/settings', change), onSuccess })
}

/** Deletes an instance's own settings; the answer is the common ones, which hold for it then. */
export function useDeleteSettings() {
  const onSuccess = useChanged()
  return useMutation({
    mutationFn: (own: { instance: string; version: number }) => remove<SettingsAnswer>('/settings', own),
    onSuccess,
  })
}
