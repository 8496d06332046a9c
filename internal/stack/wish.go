package stack

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/ringside/ringside/internal/stack/template"
)

// Wish is what is to be.
type Wish struct {
	Shape template.Shape `json:"shape"` // "": that of the stack, or the usual one
	template.Options
	Load    template.Load    `json:"load"`             // what the costs are estimated for
	Prices  *template.Prices `json:"-"`                // nil: those that the binary has
	Replace bool             `json:"replace,omitzero"` // of an instance that sends elsewhere, the target
}

// Check reports everything that is wrong with a wish, before anything is asked.
func (w *Wish) Check() error {
	shape := w.Shape
	if shape == "" {
		shape = template.Streams
	}
	var tags []error
	for key := range w.Tags {
		if key == ownerTag || strings.HasPrefix(key, "ringside:") || strings.HasPrefix(key, "aws:") {
			tags = append(tags, fmt.Errorf("the tag %s is not yours to give", key))
		}
	}
	_, err := template.Parameters(shape, w.Options)
	return errors.Join(append(tags, err)...)
}

func (w *Wish) prices() template.Prices {
	if w.Prices != nil {
		return *w.Prices
	}
	return template.KnownPrices()
}

// Region is that of the instance.
func (w *Wish) Region() string {
	region, _ := place(w.Instance)
	return region
}

// settle fills in what was left open by what is there: the shape of the stack; the streams to which the instance sends already, which are
// taken as they are unless they are to be replaced.
func (w *Wish) settle(s *state) {
	if w.Shape == "" {
		w.Shape = template.Streams
		if s.stack.there() && s.stack.Tags[shapeTag] != "" {
			w.Shape = template.Shape(s.stack.Tags[shapeTag])
		}
	}
	for _, r := range records {
		taken := w.stream(r)
		if *taken != "" || w.Replace {
			continue
		}
		if s.stack.there() {
			*taken = s.stack.Parameters[r.parameter]
		} else if is := s.targets[r.name].ARN; strings.Contains(is, ":kinesis:") && is != w.own(r, is) {
			*taken = is
		}
	}
}

// own is the ARN of the stream that the stack makes, in the account and Region of another one.
func (w *Wish) own(r recorded, beside string) string {
	return beside[:strings.LastIndexByte(beside, '/')+1] + w.StackName() + "-" + r.stream
}

func (w *Wish) stream(r recorded) *string {
	if r.parameter == "AgentEventsStreamArn" {
		return &w.AgentEventsStream
	}
	return &w.ContactRecordsStream
}

// tags are those of the stack. What was before is told once, by the first run: later ones find their own targets there.
func (w *Wish) tags(s *state) map[string]string {
	all := map[string]string{ownerTag: ownerValue, shapeTag: string(w.Shape)}
	for _, r := range records {
		all[r.before] = nowhere
		if is := s.targets[r.name].ARN; is != "" && is != w.own(r, is) { // not what is left of a stack that is gone
			all[r.before] = is
		}
		if s.stack != nil && s.stack.Tags[r.before] != "" {
			all[r.before] = s.stack.Tags[r.before]
		}
	}
	maps.Copy(all, w.Tags)
	return all
}
