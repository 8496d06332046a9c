package metric

// Words is a text in the languages of the product.
type Words struct {
	KO string `json:"ko"`
	EN string `json:"en"`
}

// Unit is what a figure is counted in.
type Unit string

// The units.
const (
	UnitCount   Unit = "count"
	UnitSeconds Unit = "seconds"
	UnitPercent Unit = "percent" // 0 to 100
)

// Direction says which way a figure is good.
type Direction string

// The directions.
const (
	HigherIsBetter Direction = "higher"
	LowerIsBetter  Direction = "lower"
	NeitherBetter  Direction = "neither"
)

// Attribution says to which bucket an amount belongs.
type Attribution string

// The attributions.
const (
	// ByContact gives a contact's whole amount to the bucket of its time field.
	ByContact Attribution = "contact"
	// ByTimeSpent gives each bucket what happened in it.
	ByTimeSpent Attribution = "time_spent"
)

// Metric is one figure of a contact centre, as data: integers that a store answers, and at most one division.
type Metric struct {
	ID          string // Amazon Connect's API name in lower case, or our own where Amazon has no such figure
	ConnectName string // Amazon Connect's API name, "" where there is none
	Group       Group  // what it is about
	Title       Words
	Short       Words // at most 18 Latin or 9 Hangul characters
	Unit        Unit
	Direction   Direction
	Definition  Words  // how it is counted, for a supervisor
	Formula     string // the same, over columns
	SourceURL   string // the page of Amazon Connect's documentation that defines it, or the fields that it is made of
	Attribution Attribution
	Source      Source
	TimeField   TimeField   // the one that the definition means; a query may choose another unless OwnTime
	OwnTime     bool        // TimeField is what the metric is about: a query cannot choose another
	Dimensions  []Dimension // by which it may be grouped
	Instead     string      // what to ask where it may not, for an error
	Measures    []Measure   // what Combine takes, in its order
	Combine     Combine
	Parameters  []Parameter
}

// Combine is how a metric's integers become its figure.
type Combine uint8

// The ways of combining.
const (
	AsCount   Combine = iota // the number itself
	AsSum                    // the sum, 0 over nothing
	AsExtreme                // the least, the greatest or a percentile, none over nothing
	AsMean                   // first ÷ second, none over nothing
	AsPercent                // 100 × first ÷ second, none over nothing

	AsMillis     // the sum, milliseconds as seconds
	AsMillisMean // first, milliseconds as seconds, ÷ second, none over nothing
	// AsAgentMean is the mean over agents of 100 × first ÷ second, agents without a second left out; none without any. It
	// is of agents' time, asked by agent: see byGroup.
	AsAgentMean
	// AsAgentCount is how many agents have more than 0. It is of agents' time, asked by agent: see byGroup.
	AsAgentCount
)

// overAgents reports whether the figure is made of what each agent has.
func (c Combine) overAgents() bool { return c == AsAgentMean || c == AsAgentCount }

// Inputs is how many measures the way of combining takes.
func (c Combine) Inputs() int {
	switch c {
	case AsMean, AsPercent, AsMillisMean, AsAgentMean:
		return 2
	default:
		return 1
	}
}

// Figure makes the figure of the values of a metric's measures, as many as Inputs says; of AsAgentMean and AsAgentCount so many for each agent.
func (c Combine) Figure(values []Int) Figure {
	switch c {
	case AsCount, AsSum:
		return Figure{Value: float64(values[0].Or(0)), Valid: true}
	case AsExtreme:
		return Figure{Value: float64(values[0].Value), Valid: values[0].Valid}
	case AsMean:
		return Mean(values[0].Or(0), values[1].Or(0))
	case AsPercent:
		return Percent(values[0].Or(0), values[1].Or(0))
	case AsMillis:
		return Mean(values[0].Or(0), millisPerSecond)
	case AsMillisMean:
		return Mean(values[0].Or(0), millisPerSecond*values[1].Or(0))
	case AsAgentMean:
		return meanShare(values)
	case AsAgentCount:
		return agentCount(values)
	}
	return Figure{}
}
