package check

import (
	"slices"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/awsaccess"
)

func judgeStreams(f *Facts, o *opinion) {
	for _, s := range f.Streams {
		arn, by := s.Summary.Value.ARN, s.Summary.Asked
		switch {
		case s.Summary.gone():
			region := f.Region
			if of := awsaccess.RegionOf(s.Name); of != "" {
				region = of
			}
			o.say(StreamMissing, Finding{About: s.Name, Seen: by.Said, Fix: "aws kinesis list-streams" + in(region)}, by)
			continue
		case !s.Summary.Known():
			continue
		case s.Summary.Value.Status == "ACTIVE" || s.Summary.Value.Status == "UPDATING":
			o.say(StreamActive, Finding{About: arn, Seen: by.Said}, by)
		default:
			o.say(StreamNotActive, Finding{About: arn, Seen: by.Said, Fix: "aws kinesis describe-stream-summary --stream-arn " + arn + in(awsaccess.RegionOf(arn))}, by)
		}
		if s.Set && len(f.Instances) > 0 {
			f.judgeFeeding(o, s)
		}
	}
	if f.Shards.Known() {
		left := f.Shards.Value.Limit - f.Shards.Value.Open
		if left > 0 {
			o.say(ShardsLeft, Finding{Seen: text("%d", left)}, f.Shards.Asked)
		} else {
			o.say(ShardsUsedUp, Finding{Seen: f.Shards.Asked.Said, Fix: "aws service-quotas list-service-quotas --service-code kinesis" + in(f.Region)}, f.Shards.Asked)
		}
	}
}

// judgeFeeding says whether an instance can send to a stream that is read, and whether one does.
func (f *Facts) judgeFeeding(o *opinion, s Stream) {
	arn := s.Summary.Value.ARN
	if !slices.ContainsFunc(f.Instances, func(i Instance) bool { return awsaccess.RegionOf(i.ARN) == awsaccess.RegionOf(arn) }) {
		o.say(StreamRegion, Finding{About: arn, Seen: text("stream: %s, instance: %s", awsaccess.RegionOf(arn), awsaccess.RegionOf(f.Instances[0].ARN))}, s.Summary.Asked)
		return
	}
	var by []Asked
	for _, i := range f.Instances {
		by = append(by, i.Records.Asked, i.Agents.Asked)
		settled := i.Records.Known() && i.Agents.Known() && i.Records.Value.ARN != "" && i.Agents.Value.ARN != ""
		if !settled || s.is(i.Records.Value.ARN) || s.is(i.Agents.Value.ARN) {
			return // it does, or where it sends is told of already
		}
	}
	o.say(StreamNotFed, Finding{About: arn, Seen: text("%d of the named instances send to it", 0)}, by...)
}

// awsKey is the alias of the key that AWS manages for Kinesis.
const awsKey = "alias/aws/kinesis"

func judgeKeys(f *Facts, o *opinion) {
	for _, s := range f.Streams {
		key, arn := s.Summary.Value.Key, s.Summary.Value.ARN
		if key == "" {
			continue
		}
		switch {
		case strings.HasSuffix(key, awsKey) || s.Key.Known() && s.Key.Value.OfAWS:
			o.say(KeyOfAWS, Finding{About: arn, Seen: key, Fix: f.unlock(s)}, answered(s.Summary.Asked, s.Key.Asked)...)
		case s.Key.gone() || s.Key.Known() && s.Key.Value.State != "Enabled":
			fix := "aws kms enable-key --key-id " + key + in(awsaccess.RegionOf(arn))
			switch {
			case s.Key.gone():
				fix = f.unlock(s)
			case s.Key.Value.State == "PendingDeletion":
				fix = "aws kms cancel-key-deletion --key-id " + key + in(awsaccess.RegionOf(arn)) + " && " + fix
			}
			o.say(KeyOff, Finding{About: arn, Seen: s.Key.Asked.Said, Fix: fix}, s.Summary.Asked, s.Key.Asked)
		case s.Key.Known():
			f.judgeKey(o, s)
		}
	}
}

// judgeKey goes through the instances that send to the stream.
func (f *Facts) judgeKey(o *opinion, s Stream) {
	for _, i := range f.Instances {
		if !i.Keys.Known() || !s.is(i.Records.Value.ARN) && !s.is(i.Agents.Value.ARN) {
			continue
		}
		by := []Asked{s.Summary.Asked, s.Key.Asked, i.Keys.Asked}
		same := func(key string) bool {
			return key == s.Key.Value.ARN || strings.HasSuffix(s.Key.Value.ARN, ":key/"+key)
		}
		switch {
		case slices.ContainsFunc(i.Keys.Value, same):
			o.say(KeyKnown, Finding{About: s.Summary.Value.ARN, Seen: s.Key.Value.ARN}, by...)
		case !slices.ContainsFunc(i.Keys.Value, func(key string) bool { return strings.Contains(key, "alias/") }): // which may be any key
			o.say(KeyNotKnown, Finding{About: s.Summary.Value.ARN, Seen: s.Key.Value.ARN, Fix: f.unlock(s)}, by...)
		}
	}
}

// unlock is the command after which Amazon Connect may write: by a key that an instance knows, or by none.
func (f *Facts) unlock(s Stream) string {
	arn := s.Summary.Value.ARN
	for _, i := range f.Instances {
		if !s.is(i.Records.Value.ARN) && !s.is(i.Agents.Value.ARN) {
			continue
		}
		for _, key := range i.Keys.Value {
			if key != s.Summary.Value.Key { // which is what is in the way
				return "aws kinesis start-stream-encryption --encryption-type KMS --stream-arn " + arn + " --key-id " + key + in(awsaccess.RegionOf(arn))
			}
		}
	}
	return "aws kinesis stop-stream-encryption --encryption-type KMS --stream-arn " + arn + " --key-id " + s.Summary.Value.Key + in(awsaccess.RegionOf(arn))
}

// answered leaves out what was not asked.
func answered(all ...Asked) []Asked {
	return slices.DeleteFunc(all, func(a Asked) bool { return a.Operation == "" })
}

// behind is how far reading may be behind before somebody should look.
const behind = time.Minute

// judgeReading goes by the readers' own health.
func judgeReading(f *Facts, o *opinion) {
	if f.Own == nil {
		judgeAges(f, o)
		return
	}
	for n, h := range f.Own.Streams {
		if n >= len(f.Set.Streams) {
			break
		}
		name, problem, late, asked := f.Set.Streams[n], h.Problem, time.Duration(0), false
		for _, shard := range h.Shards {
			if problem == "" && shard.Problem != "" {
				problem = shard.Shard + ": " + shard.Problem
			}
			late, asked = max(late, shard.Behind), asked || !shard.Asked.IsZero()
		}
		kept := f.kept(name)
		switch said := text("MillisBehindLatest %d", late.Milliseconds()); {
		case len(h.Lost) > 0:
			o.say(ReadingLoses, Finding{About: name, Seen: strings.Join(h.Lost, ", ")}, f.own(name, "shards that ended unread: %s", strings.Join(h.Lost, ", ")))
		case kept > 0 && late > kept/2:
			o.say(ReadingNearEnd, Finding{
				About: name, Seen: text("%s of %s", late.Round(time.Second), kept),
				Fix: f.keepLonger(name, kept),
			}, f.seen(name, said)...)
		case problem != "":
			o.say(ReadingFails, Finding{About: name, Seen: problem}, f.own(name, "%s", problem))
		case late > behind:
			o.say(ReadingBehind, Finding{About: name, Seen: late.Round(time.Second).String()}, f.seen(name, said)...)
		case asked:
			o.say(ReadingInTime, Finding{About: name, Seen: late.Round(time.Second).String()}, f.seen(name, said)...)
		}
	}
	for n, h := range f.Own.Queues {
		if n < len(f.Set.Queues) && h.Problem != "" {
			o.say(ReadingFails, Finding{About: f.Set.Queues[n], Seen: h.Problem}, f.own(f.Set.Queues[n], "%s", h.Problem))
		}
	}
}

// seen is evidence of how far reading is: what the reader says, and CloudWatch of all readers.
func (f *Facts) seen(name, said string) []Asked {
	by := []Asked{f.own(name, "%s", said)}
	for _, s := range f.Streams {
		if s.Set && s.Name == name && s.Age.Known() {
			by = append(by, s.Age.Asked)
		}
	}
	return by
}

// judgeAges goes by CloudWatch where nobody tells how far Ringside itself is. It knows nothing of a stream that nobody has read lately.
func judgeAges(f *Facts, o *opinion) {
	for _, s := range f.Streams {
		switch age := s.Age.Value; {
		case !s.Age.Known() || age.At.IsZero():
		case age.Of > behind:
			o.say(AgeBehind, Finding{About: s.Summary.Value.ARN, Seen: age.Of.Round(time.Second).String()}, s.Age.Asked)
		default:
			o.say(AgeInTime, Finding{About: s.Summary.Value.ARN, Seen: age.Of.Round(time.Second).String()}, s.Age.Asked)
		}
	}
}

// kept is for how long a stream that is read keeps records; 0 where that is not known.
func (f *Facts) kept(name string) time.Duration {
	for _, s := range f.Streams {
		if s.Set && s.Name == name {
			return s.Summary.Value.Kept
		}
	}
	return 0
}

// keepLonger is the command by which a stream keeps its records for the next longer time that has a price of its own; "" where there is none.
// Source: Amazon Kinesis Data Streams pricing, extended (seven days) and long-term retention (a year).
func (f *Facts) keepLonger(stream string, kept time.Duration) string {
	const day = 24 * time.Hour
	longer := 7 * day
	switch {
	case kept >= 365*day:
		return ""
	case kept >= longer:
		longer = 365 * day
	}
	named := "--stream-name " + stream
	if strings.HasPrefix(stream, "arn:") {
		named = "--stream-arn " + stream
	}
	return text("aws kinesis increase-stream-retention-period --retention-period-hours %d %s", int(longer.Hours()), named) + in(f.Region)
}
