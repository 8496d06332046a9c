package main

import (
	"github.com/ringside/ringside/internal/directory"
	"github.com/ringside/ringside/internal/store/duckdb"
)

// recordedNames tells the directory what the store has heard things called.
type recordedNames struct{ store *duckdb.Store }

var _ directory.Records = recordedNames{}

// News implements directory.Records.
func (r recordedNames) News() uint64 { return r.store.Names() }

// Sayings implements directory.Records.
func (r recordedNames) Sayings(kind directory.Kind) (all []directory.Saying) {
	if kind == directory.Instances {
		return nil // named by --instance-name, which goes before the alias anyway
	}
	for _, dimension := range kind.Dimensions() {
		for _, n := range r.store.Recorded(dimension) {
			all = append(all, directory.Saying{ARN: n.ARN, Name: n.Name, First: n.First.Time(), Last: n.Last.Time()})
		}
	}
	return all
}
