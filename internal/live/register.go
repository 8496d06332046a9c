package live

import (
	"cmp"
	"strings"

	"github.com/ringside/ringside/internal/connect"
)

// register is one value of which the newest wins. Of two values of the same moment the greater wins, so that the order
// of arrival never decides.
type register[T cmp.Ordered] struct {
	at    connect.Millis
	value T
}

// offer gives the register a value seen at a moment and reports whether it took it. Zero values say nothing.
func (r *register[T]) offer(at connect.Millis, value T) bool {
	var zero T
	if value == zero || at < r.at || (at == r.at && value <= r.value) {
		return false
	}
	newer := value != r.value
	*r = register[T]{at: at, value: value}
	return newer
}

// earlier returns the smaller of two moments; 0 is not a moment.
func earlier(a, b connect.Millis) connect.Millis {
	if a == 0 || (b != 0 && b < a) {
		return b
	}
	return a
}

// texts keeps one copy of strings that come again and again, such as ARNs, and of none of the buffers they came in.
type texts map[string]string

func (t texts) intern(s string) string {
	if kept, ok := t[s]; ok {
		return kept
	}
	kept := strings.Clone(s)
	t[kept] = kept
	return kept
}
