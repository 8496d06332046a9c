package duckdb

import (
	"slices"
	"sync"
)

// words turns the texts that repeat (ARNs, channels, statuses) into small numbers. The projector is the only one that
// adds; everyone else reads. Number 0 is "", which stands for "has none".
type words struct {
	mu    sync.RWMutex
	ids   map[string]int32
	texts []string

	// unsaved are numbers that no committed transaction contains yet. They stay until one commits: a transaction that is
	// rolled back must not leave rows of the next one without their words.
	unsaved []int32
}

func newWords() *words {
	return &words{ids: map[string]int32{"": 0}, texts: []string{""}}
}

// load puts a saved word back.
func (w *words) load(id int32, text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for int(id) >= len(w.texts) {
		w.texts = append(w.texts, "")
	}
	w.texts[id] = text
	w.ids[text] = id
}

// id is the number of a text, a new one where it has none.
func (w *words) id(text string) int32 {
	w.mu.RLock()
	id, known := w.ids[text]
	w.mu.RUnlock()
	if known {
		return id
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	id = int32(len(w.texts))
	w.texts = append(w.texts, text)
	w.ids[text] = id
	w.unsaved = append(w.unsaved, id)
	return id
}

// find is the number of a text that is known.
func (w *words) find(text string) (int32, bool) {
	w.mu.RLock()
	defer w.mu.RUnlock()
	id, known := w.ids[text]
	return id, known
}

// text is what a number stands for, "" for one that was never given.
func (w *words) text(id int32) string {
	w.mu.RLock()
	defer w.mu.RUnlock()
	if id < 0 || int(id) >= len(w.texts) {
		return ""
	}
	return w.texts[id]
}

// toSave lists the words that the next transaction must write.
func (w *words) toSave() []int32 {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return slices.Clone(w.unsaved)
}

// saved says that these words are in a committed transaction.
func (w *words) saved(ids []int32) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.unsaved = slices.DeleteFunc(w.unsaved, func(id int32) bool { return slices.Contains(ids, id) })
}
