// Package sqlite opens databases of SQLite the way that Ringside keeps them: one file in the data folder, readable by its
// owner only, safe against power loss, its schema brought up to date, and begun anew when it is damaged.
package sqlite
