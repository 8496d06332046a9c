// Sign-in to Amazon Connect by SAML: why one fails.
import { useMutation } from '@tanstack/react-query'
import { post } from './client'
import type { SignInEvidence, SignInReport } from './model'

/** Judges a sign-in. Nothing of it stays: neither the question nor the answer is cached. */
export function useVerify() {
  return useMutation({
    mutationFn: (evidence: SignInEvidence) => post<SignInReport>('/sso/verify', evidence),
    gcTime: 0,
  })
}
