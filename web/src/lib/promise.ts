import type { Promised, Settings, SettingsAnswer } from '../api/model'
import { usualPromise, waitLimits, type Limits } from './tone'

/** What a queue promises: by its ARN or, as its page's address has it, by its id. */
export function promiseOf(settings: Settings, queue: string): Promised {
  const own = settings.queues.find((q) => q.queue_arn === queue || q.queue_arn.endsWith(`/${queue}`))
  return own?.service_level ?? settings.service_level
}

/** From how many seconds a wait on a channel is long, and too long. */
export type LimitsOf = (channel: string) => Limits

/** The limits of a queue: those set for it and the channel, those set for all of its channels, or the usual ones. */
export function limitsOf(settings: Settings, queue: string): LimitsOf {
  const own = settings.wait_limits.filter((limits) => limits.queue_arn === queue)
  const promised = promiseOf(settings, queue).seconds
  return (channel) => {
    const set = own.find((limits) => limits.channel === channel) ?? own.find((limits) => limits.channel === '')
    return set ? { warn: set.warn_seconds, bad: set.bad_seconds } : waitLimits(channel, promised)
  }
}

/** The same of queues of several instances; the usual limits while no settings are known. */
export function limitsOfAll(all: SettingsAnswer[]): (queueArn: string) => LimitsOf {
  return (queueArn) => {
    const own = settingsOf(all, queueArn)
    return own ? limitsOf(own.settings, queueArn) : (channel) => waitLimits(channel, usualPromise)
  }
}

/** The same of queues of several instances: by the settings of their own instance, or the common ones, which are the first. */
export function promisesOf(all: SettingsAnswer[]): (queueArn: string) => Promised | undefined {
  return (queueArn) => {
    const own = settingsOf(all, queueArn)
    return own && promiseOf(own.settings, queueArn)
  }
}

function settingsOf(all: SettingsAnswer[], queueArn: string): SettingsAnswer | undefined {
  return all.find((of) => of.instance_arn && queueArn.startsWith(`${of.instance_arn}/`)) ?? all[0]
}
