import type { IdentityProviderSettings } from '../../api/model'

/** What is agreed with an identity provider as long as nothing else is. */
export const usual: IdentityProviderSettings = {
  idp_initiated: false,
  sign_requests: false,
  both_signatures: false,
  sha1: false,
  force_sign_in: false,
}
