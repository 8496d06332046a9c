// Package review reads a month of the audit log as its reviewer does: who looked at and took away how much, when, from where, and who
// changed what others may do. Korea's Standards of Personal Information Security Measures, article 8, want that once a month.
//
//	state.AuditEntry ─▶ Read ─▶ Report        Mark ─▶ an entry of the log that says who has read it
package review
