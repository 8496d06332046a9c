package stack

import (
	"context"
	"fmt"
	"slices"

	"github.com/ringside/ringside/internal/stack/template"
)

// Sources is what a stack has for Ringside to read.
type Sources struct {
	Instance string   // ARN
	Streams  []string // ARNs of Kinesis streams
	Queue    string   // URL of the queue of contact events
}

// Sources are those of the stack of a name.
func (c *Clients) Sources(ctx context.Context, name string) (Sources, error) {
	s, err := c.stack(ctx, name)
	switch {
	case err != nil:
		return Sources{}, err
	case s == nil:
		return Sources{}, fmt.Errorf("there is no stack %s: ringside aws apply makes it", name)
	case s.Tags[shapeTag] != string(template.Streams):
		return Sources{}, fmt.Errorf("there is nothing to read in the stack %s: its shape is %q, and streams is the one that is read", name, s.Tags[shapeTag])
	}
	found := Sources{Instance: s.instance(), Queue: s.Outputs["ContactEventQueueUrl"]}
	for _, r := range records {
		if arn := s.Outputs[r.output]; arn != "" && !slices.Contains(found.Streams, arn) { // one may have both
			found.Streams = append(found.Streams, arn)
		}
	}
	if len(found.Streams) == 0 || found.Queue == "" {
		return found, fmt.Errorf("the stack %s is %s, and does not say yet what there is to read", name, s.Status)
	}
	return found, nil
}
