package journal

import (
	"bytes"
	"container/list"
	"errors"
	"sync"
)

// frameKey names a frame. A segment that is replaced is another value, so that old frames are never found for it.
type frameKey struct {
	seg    *segment
	offset int64
}

// cachedFrame is a frame, checked and uncompressed.
type cachedFrame struct {
	header
	raw []byte
}

// entry finds one entry; its Data is a copy.
func (f cachedFrame) entry(seq uint64) (e Entry, ok bool) {
	err := eachEntry(f.header, f.raw, func(each Entry) error {
		if each.Seq < seq {
			return nil
		}
		if each.Seq == seq {
			e, ok = each, true
			e.Data = bytes.Clone(each.Data)
		}
		return errDone
	})
	return e, ok && errors.Is(err, errDone)
}

// frameCache keeps the frames that were used last.
type frameCache struct {
	limit int64 // bytes

	mu    sync.Mutex
	size  int64
	order *list.List // of cacheItem, the newest first
	items map[frameKey]*list.Element
}

type cacheItem struct {
	key   frameKey
	frame cachedFrame
}

func newFrameCache(limit int64) *frameCache {
	return &frameCache{limit: limit, order: list.New(), items: map[frameKey]*list.Element{}}
}

func (c *frameCache) get(key frameKey) (cachedFrame, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	el, ok := c.items[key]
	if !ok {
		return cachedFrame{}, false
	}
	c.order.MoveToFront(el)
	return el.Value.(cacheItem).frame, true
}

func (c *frameCache) put(key frameKey, f cachedFrame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.items[key]; ok || int64(len(f.raw)) > c.limit {
		return
	}
	c.items[key] = c.order.PushFront(cacheItem{key: key, frame: f})
	c.size += int64(len(f.raw))
	for c.size > c.limit {
		el := c.order.Back()
		old := c.order.Remove(el).(cacheItem)
		delete(c.items, old.key)
		c.size -= int64(len(old.frame.raw))
	}
}

// clear forgets everything: frames of a segment that was replaced are never asked for again.
func (c *frameCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.order.Init()
	clear(c.items)
	c.size = 0
}
