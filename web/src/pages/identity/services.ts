import type { IdentityProviderFacts } from '../../api/model'

type Service = IdentityProviderFacts['services'][number]

/** Services at one address are one line, with all of their bindings. */
export function byLocation(services: Service[]): { kind: string; location: string; bindings: string[] }[] {
  const found: { kind: string; location: string; bindings: string[] }[] = []
  for (const { kind, location, binding } of services) {
    const same = found.find((one) => one.kind === kind && one.location === location)
    if (same) same.bindings.push(binding)
    else found.push({ kind, location, bindings: [binding] })
  }
  return found
}
