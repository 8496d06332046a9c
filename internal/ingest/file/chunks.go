package file

import "sync"

// chunks keeps what files are read into for the next read: most of what an import would otherwise allocate.
type chunks struct {
	free sync.Pool // of *[]byte, readChunk long
}

// take returns a chunk of at least n bytes, with anything in it.
func (c *chunks) take(n int) []byte {
	if n <= readChunk {
		if kept, ok := c.free.Get().(*[]byte); ok {
			return *kept
		}
	}
	return make([]byte, max(n, readChunk))
}

// giveBack takes chunks that nothing aliases any more; those for very long values are let go.
func (c *chunks) giveBack(done [][]byte) {
	for _, chunk := range done {
		if len(chunk) == readChunk {
			c.free.Put(&chunk)
		}
	}
}
