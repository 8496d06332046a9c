// An OpenID Provider made of oidc-provider, which is certified by the OpenID Foundation and shares no code with Ringside.
//
// One JSON object as its only argument: {"modules", "callbacks", "client_id", "client_secret", "people": {name: claims}}. It prints
// its issuer. modules is the folder with node_modules; callbacks begins the addresses to come back to, which
// end with the issuer without its scheme. Whoever types in a name is that person; the password is whatever one likes. Another client,
// "other-client" with the secret "other-secret", has the same addresses.
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const given = JSON.parse(process.argv[2])
const resolve = createRequire(`${given.modules}/`).resolve
const { Provider } = await import(pathToFileURL(resolve('oidc-provider')))

const server = createServer()
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`
  const redirect_uris = [given.callbacks + issuer.replace('http://', '')]
  const client = (client_id, client_secret) => ({ client_id, client_secret, redirect_uris })
  const provider = new Provider(issuer, {
    clients: [client(given.client_id, given.client_secret), client('other-client', 'other-secret')],
    claims: { openid: ['sub'], profile: ['preferred_username', 'name'], email: ['email', 'email_verified'], groups: ['groups'] },
    scopes: ['openid', 'profile', 'email', 'groups'],
    pkce: { required: () => true },
    ttl: { IdToken: 60 },
    cookies: { keys: ['of tests'] },
    findAccount: (_, sub) => given.people[sub] && { accountId: sub, claims: () => ({ sub, ...given.people[sub] }) },
    // The application is the company's own: nobody is asked to consent.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({ clientId: oidc.client.clientId, accountId: oidc.session.accountId })
      grant.addOIDCScope('openid profile email groups')
      await grant.save()
      return grant
    },
  })
  server.on('request', provider.callback())
  console.log(issuer)
})
