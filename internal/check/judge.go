package check

import (
	"fmt"
	"strings"
	"time"

	"github.com/ringside/ringside/internal/connect"
)

// rules ask nobody, and know nothing but the facts.
var rules = []func(*Facts, *opinion){
	judgeAccess, judgeUnanswered, judgeInstances, judgeStreams, judgeKeys, judgeReading, judgeRules, judgeQueues, judgeArrivals,
}

// Judge says what the facts come to, the worst first.
func Judge(f *Facts) []Finding {
	o := &opinion{}
	for _, rule := range rules {
		rule(f, o)
	}
	return o.sorted()
}

// own is evidence of what Ringside knows by itself.
func (f *Facts) own(about, format string, args ...any) Asked {
	return Asked{Operation: "ringside", About: about, At: f.At, Said: fmt.Sprintf(format, args...)}
}

// lately is within what a source must have delivered to prove that it does: over a weekend, or holidays, a centre may be closed.
const lately = 7 * 24 * time.Hour

// comes is the newest source that has delivered a kind lately; nil for none, or where it is not known.
func (f *Facts) comes(kind connect.Kind) *Source {
	if s := f.came(kind); s != nil && f.Own.Now.Sub(s.Received) < lately {
		return s
	}
	return nil
}

// came is the newest source that has delivered a kind and is expected to go on; nil for none, or where it is not known.
func (f *Facts) came(kind connect.Kind) *Source {
	var newest *Source
	if f.Own != nil {
		for i, s := range f.Own.Sources {
			if s.Kind == kind && s.Read > 0 && (newest == nil || s.Received.After(newest.Received)) {
				newest = &f.Own.Sources[i]
			}
		}
	}
	return newest
}

// arnOfQueue is a queue's ARN by its URL, as in https://sqs.ap-northeast-2.amazonaws.com/111122223333/connect-events; "" of what is no such URL.
func arnOfQueue(url, region string) string {
	parts := strings.Split(strings.TrimRight(url, "/"), "/")
	if len(parts) < 5 {
		return ""
	}
	host := strings.Split(parts[2], ".")
	if host[0] == "sqs" && len(host) > 2 {
		region = host[1]
	}
	return fmt.Sprintf("arn:aws:sqs:%s:%s:%s", region, parts[len(parts)-2], parts[len(parts)-1])
}

// in is the flag of the AWS command line for a Region.
func in(region string) string {
	if region == "" {
		return ""
	}
	return " --region " + region
}
