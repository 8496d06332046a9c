package export

// besideRows is how many rows are handed over at once: enough that handing over costs nothing beside writing them, and few
// enough that they are still in the processor's cache when they are written.
const besideRows = 128

// beside leaves the writing to another writer, on a goroutine of its own: the next rows are found while those before them are
// written. It holds three batches, whatever the length of the file.
type beside struct {
	to    Writer
	width int // columns

	batch   []Value       // rows one behind the other
	batches chan []Value  // the giver of rows sends and closes; capacity 1, so that a batch waits while another is written
	back    chan written  // their memory, given back for each; capacity for all, so that the goroutine never waits
	ended   chan struct{} // closed by the goroutine, which takes all batches whatever becomes of them
}

// written is a batch that was taken: its memory, and what came of it.
type written struct {
	memory []Value
	err    error
}

func newBeside(to Writer, columns int) *beside {
	b := &beside{
		to: to, width: columns,
		batches: make(chan []Value, 1), back: make(chan written, 3), ended: make(chan struct{}),
	}
	for range cap(b.back) {
		b.back <- written{memory: make([]Value, 0, besideRows*columns)}
	}
	b.batch = (<-b.back).memory
	go b.run()
	return b
}

// run writes batches until there are no more, or one fails: those after it are only taken.
func (b *beside) run() {
	defer close(b.ended)
	var err error
	for batch := range b.batches {
		for rows := batch; err == nil && len(rows) > 0; rows = rows[b.width:] {
			err = b.to.Write(rows[:b.width])
		}
		b.back <- written{memory: batch[:0], err: err}
	}
}

// Write adds a row to the batch, and hands a full one over. Its error may be that of a row before.
func (b *beside) Write(row []Value) error {
	b.batch = append(b.batch, row...)
	if len(b.batch) < besideRows*b.width {
		return nil
	}
	return b.hand()
}

func (b *beside) hand() error {
	b.batches <- b.batch
	next := <-b.back
	b.batch = next.memory
	return next.err
}

// end waits until all that was handed over is written, and returns what failed.
func (b *beside) end() error {
	close(b.batches)
	<-b.ended
	close(b.back)
	for last := range b.back {
		if last.err != nil {
			return last.err
		}
	}
	return nil
}

// Finish writes the last rows and completes the file.
func (b *beside) Finish() error {
	b.batches <- b.batch
	if err := b.end(); err != nil {
		b.to.Discard()
		return err
	}
	return b.to.Finish()
}

// Discard waits until the goroutine has ended.
func (b *beside) Discard() {
	_ = b.end() // the file is given up, whatever came of it
	b.to.Discard()
}
