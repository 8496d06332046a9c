package metric

// Figure is a number that may be missing: a mean over nothing is not 0.
type Figure struct {
	Value float64
	Valid bool
}

// Pointer is the number for JSON, nil (null) when it is missing.
func (f Figure) Pointer() *float64 {
	if !f.Valid {
		return nil
	}
	return &f.Value
}

// Percent is 100 × part ÷ whole, none over nothing.
func Percent(part, whole int64) Figure { return divide(100*part, whole) }

// Mean is sum ÷ count, none over nothing.
func Mean(sum, count int64) Figure { return divide(sum, count) }

func divide(a, b int64) Figure {
	if b == 0 {
		return Figure{}
	}
	return Figure{Value: float64(a) / float64(b), Valid: true}
}
