// Package export writes tables as files that other programs open: CSV, XLSX, Parquet and JSON lines, of any size in memory
// that does not grow with it. It knows nothing of what the tables are about.
//
//	rows -> Writer -> Spool (a file) -> whoever takes it, at their own pace
package export
