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
export type ChainItem = Schemas['ChainItem']
export type CountedIn = Schemas['CountedIn']
export type VersionList = Schemas['VersionList']
export type RecordVersion = Schemas['RecordVersion']
export type RecordChange = Schemas['RecordChange']
export type RelatedList = Schemas['RelatedList']
export type TimelinePart = Schemas['TimelinePart']
export type Outcome = ContactItem['outcome']

export type SourceStatus = Schemas['SourceStatus']
export type ImportProgress = Schemas['ImportProgress']
export type AmazonConnectStatus = Schemas['AmazonConnectStatus']
export type DirectoryStatus = Schemas['DirectoryStatus']
export type IngestStatus = Schemas['IngestStatus']
export type Quarantined = Schemas['Quarantined']
export type QuarantineList = Schemas['QuarantineList']
export type QuarantinedDetail = Schemas['QuarantinedDetail']
export type ReplayResult = Schemas['ReplayResult']

export type Catalogue = Schemas['MetricList']
export type MetricGroup = Schemas['MetricGroup']
export type AttributeList = Schemas['AttributeList']
export type DimensionInfo = Schemas['DimensionInfo']
export type AgentDay = Schemas['AgentDay']

export type LiveHistory = Schemas['LiveHistory']
export type LiveInstance = Schemas['InstanceState']

export type Metric = Schemas['MetricInfo']
/** Pages ask from day to day; a range by its name is for scripts. */
export type QueryRequest = Schemas['QueryRequest'] & { from: string; to: string }
export type Explanation = Schemas['Explanation']
export type ExplainPart = Schemas['ExplainPart']
export type ExplainList = Schemas['ExplainList']
export type ExplainRequest = Schemas['ExplainRequest']
export type ColumnInfo = Schemas['ColumnInfo']
export type QueryNote = Schemas['QueryNote']
export type QueryResult = Schemas['QueryResult']
export type DimensionValue = Schemas['DimensionValue']
export type View = Schemas['View']
export type NewView = Schemas['NewView']
export type Version = Schemas['VersionInfo']

export type Month = Schemas['Month']
export type MonthDay = Schemas['MonthDay']
export type MonthFigures = Schemas['MonthFigures']
export type MonthAgent = Schemas['MonthAgent']

export type SettingsAnswer = Schemas['SettingsAnswer']
export type SettingsChange = Schemas['SettingsChange']
export type Settings = Schemas['Settings']
export type WorkingHours = Schemas['WorkingHours']
export type OwnDay = Schemas['OwnDay']
export type Promised = Schemas['Promise']
export type Holiday = Schemas['Holiday']

export type LiveSnapshot = Schemas['Snapshot']
export type LiveQueue = Schemas['QueueState']
/** A merge patch takes away what is null, so that a missing member stands for it. */
export type LiveAgent = Omit<Schemas['AgentState'], 'next_status' | 'since' | 'silent_since'> & {
  next_status?: Schemas['AgentStatus'] | null
  since?: string | null
  silent_since?: string | null
}
export type LiveContact = Schemas['AgentContact']
export type AgentStatus = Schemas['AgentStatus']
export type Activity = LiveAgent['activity']
export type HistoryChoice = Schemas['HistoryChoice']
export type LiveMetric = Schemas['LiveMetricInfo']
export type AbandonLimits = Schemas['AbandonLimits']
export type WaitLimits = Schemas['WaitLimits']
export type WaitingList = Schemas['WaitingList']
export type WaitingContact = Schemas['WaitingContact']
export type LiveTotals = Schemas['Totals']
export type Heartbeat = Schemas['Heartbeat']
export type ContactChoice = Schemas['ContactChoice']
export type IntervalChoice = Schemas['IntervalChoice']
export type ExportRequest = Schemas['ExportRequest']
export type ExportState = Schemas['ExportState']
export type ExportProgress = Schemas['ExportProgress']
