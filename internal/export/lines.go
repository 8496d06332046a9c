package export

import "fmt"

// chunk is how many bytes are handed on at once.
const chunk = 256 << 10

// lines collects what a text format writes and hands it on in chunks.
type lines struct {
	out    *Spool
	format Format // for errors
	buffer []byte
}

// add takes the buffer back with a line more.
func (l *lines) add(grown []byte) error {
	l.buffer = grown
	if len(l.buffer) < chunk {
		return nil
	}
	return l.Finish()
}

// Finish writes what is left.
func (l *lines) Finish() error {
	_, err := l.out.Write(l.buffer)
	l.buffer = l.buffer[:0]
	if err != nil {
		return fmt.Errorf("write %s: %w", l.format, err)
	}
	return nil
}

// Discard has nothing to end.
func (l *lines) Discard() {}
