// Package oracle holds an independent recount of every metric of contact records: recount.py, which shares no code with the
// product, and the test that compares it with the reference and with the store.
package oracle
