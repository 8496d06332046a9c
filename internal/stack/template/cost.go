package template

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
)

// Load is what comes from Amazon Connect; the zero value of each is its default.
type Load struct {
	ContactsPerDay int `json:"contacts_per_day"` // 1,000
	Agents         int `json:"agents"`           // signed in at once; 50
	HoursPerDay    int `json:"hours_per_day"`    // for how long they are; 9
	DaysPerMonth   int `json:"days_per_month"`   // 30
}

// Prices are what one of each kind of use costs in a Region, in US dollars without taxes. What is missing is not known.
type Prices struct {
	Region string             `json:"region"`
	Read   string             `json:"read"`   // when they were read, as 2026-11-23
	Source string             `json:"source"` // from where
	USD    map[string]float64 `json:"usd"`    // by Line.Price
}

// Estimate is what a stack costs in a month, in US dollars without taxes and free tiers.
type Estimate struct {
	Region      string   `json:"region"`
	Lines       []Line   `json:"lines"`
	Total       *float64 `json:"total"`       // of the lines whose price is known; null where none is
	Complete    bool     `json:"complete"`    // whether that is all of them
	Assumptions []string `json:"assumptions"` // what the quantities go by
	Read        string   `json:"read"`        // when the prices were read; empty, as Source, where there are none for the Region
	Source      string   `json:"source"`
}

// Line is one kind of use.
type Line struct {
	What     string   `json:"what"`
	Quantity float64  `json:"quantity"` // in a month
	Unit     string   `json:"unit"`
	Price    string   `json:"price"`   // its name in Prices.USD
	Monthly  *float64 `json:"monthly"` // null where the price is not known
}

//go:embed prices.json
var ownPrices []byte

// KnownPrices are those that the binary has: of one Region. For others whoever asks brings them.
func KnownPrices() Prices {
	var p Prices
	if err := json.Unmarshal(ownPrices, &p); err != nil {
		panic(err) // they are embedded
	}
	return p
}

// What the quantities go by, besides the load.
const (
	recordVersions  = 2   // how often a contact's record comes
	recordKB        = 10  // of a record or an agent event, as Firehose counts: in fives
	eventsOfContact = 6   // agent events because of one contact
	heartbeatsHour  = 30  // agent events of an agent without any
	contactEvents   = 8   // of one contact
	monthHours      = 730 // as AWS counts
	compression     = 5   // what is in the bucket is gzip
	idlePolls       = 130_000
)

// Check reports prices that are not of a Region, or do not say since when and by whom they are so: nobody could rely on them.
func (p Prices) Check(region string) error {
	switch {
	case p.Region != region:
		return fmt.Errorf("they are of %q, and the instance is in %s", p.Region, region)
	case p.Read == "" || p.Source == "":
		return errors.New("they do not say when (read) and where (source) they were read")
	}
	return nil
}

// Cost estimates what a stack costs. Prices of another Region than the stack's count for nothing: then there are quantities alone.
func Cost(s Shape, o Options, l Load, p Prices) (Estimate, error) {
	r, err := resolve(s, o)
	if err != nil {
		return Estimate{}, err
	}
	l = l.filled()
	e := Estimate{Region: r.at.region, Complete: true, Assumptions: l.assumptions(r.parameters["BackupDays"]), Lines: r.use(s, l)}
	if p.Region == r.at.region {
		e.Read, e.Source = p.Read, p.Source
	}
	for i, line := range e.Lines {
		price, known := p.USD[line.Price]
		if !known || p.Region != r.at.region {
			e.Complete = false
			continue
		}
		monthly := price * line.Quantity
		e.Lines[i].Monthly = &monthly
		total := monthly
		if e.Total != nil {
			total += *e.Total
		}
		e.Total = &total
	}
	return e, nil
}

func (l Load) filled() Load {
	fill := func(n *int, value int) {
		if *n == 0 {
			*n = value
		}
	}
	fill(&l.ContactsPerDay, 1000)
	fill(&l.Agents, 50)
	fill(&l.HoursPerDay, 9)
	fill(&l.DaysPerMonth, 30)
	return l
}

func (l Load) assumptions(backupDays string) []string {
	return []string{
		fmt.Sprintf("%d contacts a day on %d days a month, %d agents for %d hours each of these days", l.ContactsPerDay, l.DaysPerMonth, l.Agents, l.HoursPerDay),
		fmt.Sprintf("each contact record comes %d times; of each contact come %d agent events and %d contact events; of each agent one every two minutes besides",
			recordVersions, eventsOfContact, contactEvents),
		fmt.Sprintf("a record or agent event counts as %d KB; in the bucket it takes a fifth of that, for %s days", recordKB, backupDays),
		"a month has 730 hours; without taxes, free tiers, data transfer, KMS requests, logs, and what Amazon Connect itself costs",
	}
}

// use is what a stack uses in a month, of what costs something.
func (r *resolved) use(s Shape, l Load) []Line {
	contacts := float64(l.ContactsPerDay * l.DaysPerMonth)
	records := contacts * recordVersions
	agents := float64(l.Agents*l.HoursPerDay*l.DaysPerMonth)*heartbeatsHour + contacts*eventsOfContact
	events := contacts * contactEvents
	const million, gb = 1e6, 1 << 20 // of KB
	var all []Line
	add := func(what string, quantity float64, unit, price string) {
		if quantity > 0 {
			all = append(all, Line{What: what, Quantity: quantity, Unit: unit, Price: price})
		}
	}

	of, written := r.count(), 0.0
	if r.has("AgentEvents") {
		written += agents
	}
	if r.has("ContactRecords") {
		written += records
	}
	shards := float64(of["AWS::Kinesis::Stream"] * r.number("ShardCount"))
	add("Kinesis: shards", shards*monthHours, "shard hours", "kinesis_shard_hour")
	add("Kinesis: records", written/million, "million PUT payload units", "kinesis_put_million")
	if r.number("RetentionHours") > 24 {
		add("Kinesis: kept for longer than a day", shards*monthHours, "shard hours", "kinesis_retention_shard_hour")
	}
	if of["AWS::KinesisFirehose::DeliveryStream"] > 0 {
		add("Firehose", (records+agents)*recordKB/gb, "GB", "firehose_gb")
	}
	if r.parameters["Backup"] == "all" {
		add("S3: backup", (records+agents)*recordKB/gb/compression*float64(r.number("BackupDays"))/float64(l.DaysPerMonth), "GB", "s3_gb_month")
	}
	switch s {
	case Streams: // sent, received, deleted
		add("SQS", (events*3+idlePolls)/million, "million requests", "sqs_request_million")
	case HTTPS:
		add("EventBridge: API destination", events/million, "million events", "eventbridge_destination_million")
	case OpenSearch:
		if r.has("Refill") {
			add("Lambda", events/million, "million invocations", "lambda_invocation_million")
		}
		if r.has("Domain") {
			nodes := float64(r.number("DomainInstanceCount"))
			add("OpenSearch: nodes ("+r.parameters["DomainInstanceType"]+")", nodes*monthHours, "hours", "opensearch_"+r.parameters["DomainInstanceType"]+"_hour")
			add("OpenSearch: disk", nodes*float64(r.number("DomainVolumeGiB")), "GB months", "opensearch_gp3_gb_month")
		}
	}
	add("Secrets Manager", float64(of["AWS::SecretsManager::Secret"]), "secrets", "secret_month")
	add("KMS", float64(of["AWS::KMS::Key"]), "keys", "kms_key_month")
	return all
}

// count says how many resources of each type would be made.
func (r *resolved) count() map[string]int {
	of := map[string]int{}
	for _, name := range r.made() {
		of[r.Resources[name].Type]++
	}
	return of
}

// has tells whether a resource would be made.
func (r *resolved) has(name string) bool {
	one, there := r.Resources[name]
	return there && r.holds(one.Condition)
}

// number is a parameter of type Number: Parameters has seen that it is one.
func (r *resolved) number(parameter string) int {
	n, _ := strconv.Atoi(r.parameters[parameter])
	return n
}
