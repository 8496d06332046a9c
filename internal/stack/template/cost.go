package template

// Load is what comes from Amazon Connect in a month; the zero value of each is its default.
type Load struct {
	ContactsPerDay int // contact records; 1,000
	Agents         int // signed in at once; 50
	HoursPerDay    int // for how long they are; 9
	DaysPerMonth   int // 30
}

// Estimate is what a stack costs in a month, in US dollars without taxes.
type Estimate struct {
	Region      string   `json:"region"`
	Lines       []Line   `json:"lines"`
	Total       float64  `json:"total"`       // of the lines whose price is known
	Unknown     []string `json:"unknown"`     // what costs something, too, by prices that are not known for this Region
	Assumptions []string `json:"assumptions"` // what the quantities go by
	Source      string   `json:"source"`      // of the prices, with the date on which they were read
}

// Line is one kind of use.
type Line struct {
	What     string   `json:"what"`
	Quantity float64  `json:"quantity"` // in a month
	Unit     string   `json:"unit"`
	Price    *float64 `json:"price"` // of one unit; null where it is not known
	Monthly  *float64 `json:"monthly"`
}

// Cost estimates what a stack costs.
func Cost(_ Shape, _ Options, _ Load) (Estimate, error) { return Estimate{}, nil }
