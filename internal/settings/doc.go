// Package settings owns what a contact centre has agreed with itself: when its days begin, when it works, which days are
// holidays, and what each queue promises.
//
// It is data that people edit, kept as JSON by whoever keeps application state. Figures never see it: the calendar becomes
// edges and spans of time, and a queue's promise becomes parameters of a metric, before a store is asked.
package settings
