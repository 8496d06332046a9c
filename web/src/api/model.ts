// The shapes of the API by their short names, all from the generated types: hand-written ones would drift.
import type { components } from './types.gen'

type Schemas = components['schemas']

export type Text = Schemas['Text']
export type ServiceLevel = Schemas['ServiceLevel']
export type AbandonmentRate = Schemas['AbandonmentRate']
export type AfterContactWork = Schemas['AverageAfterContactWork']
export type AverageDuration = Schemas['AverageDuration']
export type CallsInQueue = Schemas['CallsInQueue']
export type Panels = Schemas['Panels']
export type Previous = Schemas['PreviousPeriod']
export type SeriesPoint = Schemas['SeriesPoint']
export type Today = Schemas['Today']
export type DayFigures = Schemas['Day']
export type DayCalls = Schemas['DayCalls']
export type QueueFigures = Schemas['QueueFigures']
export type Overview = Schemas['Overview']

export type Contact = Schemas['Contact']
export type ContactItem = Schemas['ContactItem']
export type ContactList = Schemas['ContactList']
export type ContactDetail = Schemas['ContactDetail']
export type TimelinePart = Schemas['TimelinePart']
export type Outcome = ContactItem['outcome']

export type SourceStatus = Schemas['SourceStatus']
export type ImportProgress = Schemas['ImportProgress']
export type IngestStatus = Schemas['IngestStatus']
export type Quarantined = Schemas['Quarantined']
export type QuarantineList = Schemas['QuarantineList']
export type QuarantinedDetail = Schemas['QuarantinedDetail']
export type ReplayResult = Schemas['ReplayResult']

export type Metric = Schemas['MetricInfo']
export type DimensionValue = Schemas['DimensionValue']
export type Version = Schemas['VersionInfo']

export type LiveSnapshot = Schemas['Snapshot']
export type LiveQueue = Schemas['QueueState']
export type LiveTotals = Schemas['Totals']
export type Heartbeat = Schemas['Heartbeat']
