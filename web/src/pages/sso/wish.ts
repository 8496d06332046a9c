// What is wished for, as the form has it and as a file has it: the same JSON as ringside sso plan --save.
import type { ConnectSignIn, OwnApplication } from '../../api/model'

export type Wish = ConnectSignIn['wish']

/** What a file must have at least to be one of ringside sso plan --save. */
const required = [
  'provider',
  'role',
  'policy',
  'path',
  'policy_form',
  'max_session_ns',
  'landing',
  'login',
  'application',
] as const

/** Reads a file that was handed over; null where it is none. */
export function parseWish(text: string): Wish | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof value !== 'object' || value === null || required.some((key) => !(key in value))) return null
  // Its keys and values are judged by the server, which knows all of them.
  return { identity_center: false, ...value } as Wish
}

/** The file to hand over. There is no secret in it. */
export function wishFile(wish: Wish): string {
  return `${JSON.stringify(wish, null, 2)}\n`
}

/** A wish for an application of Ringside's own identity provider, whose role may have a path. */
export function wishOfOwn(wish: Wish, own: OwnApplication): Wish {
  const role = own.role.replace(/^\//, '')
  const cut = role.lastIndexOf('/') + 1
  return {
    ...without(wish, 'create_instance', 'region'),
    instance: own.instance,
    role: role.slice(cut),
    path: `/${role.slice(0, cut)}`,
    provider: own.provider,
    login: own.login,
    landing: own.landing,
    metadata: own.metadata,
    identity_center: false,
  }
}

/** With whose people the logins are compared, where the server knows those of the identity provider. */
export function peopleOf(status: ConnectSignIn, wish: Wish, centreToo: boolean): { people?: 'own' | 'identity_store' } {
  if (status.own_people && status.own.some((one) => one.metadata === wish.metadata)) return { people: 'own' }
  return wish.identity_center && centreToo ? { people: 'identity_store' } : {}
}

/** A wish with a text, or without it where it is empty: the server knows the two apart. */
export function withText(wish: Wish, key: TextKey, text: string): Wish {
  return text.trim() === '' && optional.has(key) ? without(wish, key) : { ...wish, [key]: text.trim() }
}

export type TextKey =
  | 'instance'
  | 'create_instance'
  | 'region'
  | 'provider'
  | 'role'
  | 'policy'
  | 'path'
  | 'permissions_boundary'
  | 'landing'
  | 'application'
  | 'metadata'

const optional = new Set<TextKey>(['instance', 'create_instance', 'region', 'permissions_boundary', 'metadata'])

export function without(wish: Wish, ...keys: (keyof Wish)[]): Wish {
  return Object.fromEntries(Object.entries(wish).filter(([key]) => !keys.includes(key as keyof Wish))) as Wish
}

/** The lines of a text that have something on them. */
export function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** KEY=VALUE, one to a line. */
export function tagsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    lines(text).map((line) => {
      const at = line.indexOf('=')
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()]
    }),
  )
}

export function tagsText(tags: Record<string, string> | undefined): string {
  return Object.entries(tags ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')
}
