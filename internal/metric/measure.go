package metric

import "github.com/ringside/ringside/internal/connect"

// Int is a whole number that may be missing.
type Int = connect.Int

// Measure is one integer over a set of contacts: which of them count, and how they are summed up.
type Measure struct {
	Name string
}
