package main

import (
	"reflect"
	"testing"
)

// TestEachOptionOfAStackHasAFlag fills in every flag, and looks for what stays empty.
func TestEachOptionOfAStackHasAFlag(t *testing.T) {
	var f awsWish
	for _, field := range reflect.ValueOf(&f).Elem().Fields() {
		switch field.Kind() {
		case reflect.String:
			field.SetString("x")
		case reflect.Int:
			field.SetInt(1)
		case reflect.Bool:
			field.SetBool(true)
		case reflect.Slice:
			field.Set(reflect.ValueOf([]string{"x"}))
		case reflect.Map:
			field.Set(reflect.ValueOf(map[string]string{"x": "x"}))
		default:
			t.Fatalf("a flag is a %s", field.Kind())
		}
	}
	for option, value := range reflect.ValueOf(f.options()).Fields() {
		if value.IsZero() {
			t.Errorf("no flag says %s", option.Name)
		}
	}
}
