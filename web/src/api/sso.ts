// Sign-in to Amazon Connect by SAML: set up, and why one fails.
import { useMutation, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { get, post, remove } from './client'
import type { ComparedUsers, ConnectSignIn, SignInEvidence, SignInReport } from './model'

const key = ['sso']
const usersKey = ['sso_users']

/** How far the set-up is; asked again and again while a job runs. */
export function useConnectSignIn(): UseQueryResult<ConnectSignIn> {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => get<ConnectSignIn>('/sso', {}, signal),
    refetchInterval: (query) => (query.state.data?.job.phase === 'running' ? 500 : false),
  })
}

/** The newest comparison of people with users; ended is when the newest job ended, after which it is another one. */
export function useComparedUsers(ended: string | null): UseQueryResult<ComparedUsers> {
  return useQuery({
    queryKey: [...usersKey, ended],
    queryFn: ({ signal }) => get<ComparedUsers>('/sso/users', {}, signal),
  })
}

export type PlanQuestion = {
  wish: ConnectSignIn['wish']
  look_at_identity_center: boolean
  identity_center_region: string
  people?: 'own' | 'identity_store'
}

/** An order whose answer is how far the set-up is then. */
function useOrder<T>(order: (input: T) => Promise<ConnectSignIn>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: order,
    onSuccess: (status) => client.setQueryData(key, status),
    onError: () => client.invalidateQueries({ queryKey: key }), // what was agreed to is another one by now, perhaps
  })
}

export const usePlan = () => useOrder((question: PlanQuestion) => post<ConnectSignIn>('/sso/plan', question))
export const useApply = () => useOrder((digest: string) => post<ConnectSignIn>('/sso/apply', { digest }))
export const useApplyUsers = () => useOrder((digest: string) => post<ConnectSignIn>('/sso/users/apply', { digest }))
export const useStopJob = () => useOrder(() => remove<ConnectSignIn>('/sso/job'))

export type UsersQuestion = {
  instance: string
  source: 'file' | 'own' | 'identity_store'
  region: string
  people?: string
  rules: string
  gone?: 'keep' | 'strip' | 'delete'
  gone_missing?: boolean
  gone_others?: boolean
}

/** Compares people with users: a dry run. */
export function useCompare() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (question: UsersQuestion) => post<ComparedUsers>('/sso/users', question),
    onSuccess: () => client.invalidateQueries({ queryKey: usersKey }),
    gcTime: 0,
  })
}

/** Judges a sign-in. Nothing of it stays: neither the question nor the answer is cached. */
export function useVerify() {
  return useMutation({
    mutationFn: (evidence: SignInEvidence) => post<SignInReport>('/sso/verify', evidence),
    gcTime: 0,
  })
}
