package template

import (
	"cmp"
	"fmt"
)

// Limits are what a shape cannot do, or makes less exact than another one does, in words for whoever chooses. There are none of Streams.
// Sources: Amazon Data Firehose Developer Guide, "Configure destination settings" (OpenSearch Service, HTTP endpoint), and Amazon Connect
// Administrator Guide, "Contact records data model": records are delivered at least once, and again when something about a contact changes.
func Limits(s Shape, o Options) []string {
	switch s {
	case HTTPS:
		return []string{fmt.Sprintf("Ringside has to be reached at %s:443 from AWS, by a certificate that the public trusts. What could not be delivered for two hours is in the bucket alone: ringside import brings it.", o.URL)}
	case OpenSearch:
		limits := []string{
			"Figures are less exact than in the shapes streams and https. Firehose gives each document an id of its own: a contact record that comes again, corrected or " +
				"only repeated, is there once more, and whoever counts documents counts it twice. Nobody can tell from the index alone what has not come.",
			"What OpenSearch does not take, as a field of another type than the index has, is in no figure: it is in the bucket, below failed/.",
			"Records and agent events come into the index once a minute, so that nothing of it is of this moment. Contact events are not kept.",
			"ringside serve --aws-stack reads the shape streams alone, and no index.",
		}
		if o.FunctionBucket == "" {
			limits = append(limits, "What waits is not refilled: without --function-bucket there is neither the function nor the rule that calls it.")
		} else {
			limits = append(limits, "What the function does is its package's: s3://"+o.FunctionBucket+"/"+cmp.Or(o.FunctionKey, "ringside-lambda.zip")+" is taken as it is. Ringside has none yet.")
		}
		return limits
	case Streams:
	}
	return nil
}
