package api

import (
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
)

// nullable is an object that may be null. huma knows nullable scalars only.
type nullable[T any] struct {
	value *T
}

// some wraps a value; a nil pointer is null.
func some[T any](value *T) nullable[T] { return nullable[T]{value: value} }

// Value is the object; nil is null.
func (n nullable[T]) Value() *T { return n.value }

// MarshalJSON writes the object or null.
func (n nullable[T]) MarshalJSON() ([]byte, error) { return json.Marshal(n.value) }

// UnmarshalJSON reads the object or null.
func (n *nullable[T]) UnmarshalJSON(text []byte) error { return json.Unmarshal(text, &n.value) }

// Schema is the object's schema or null.
func (n nullable[T]) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{AnyOf: []*huma.Schema{r.Schema(reflect.TypeFor[T](), true, ""), {Type: "null"}}}
}
