package columns

// Questions are shared among processors in tests, however few the rows are.
func init() { manyRows = 16 }
