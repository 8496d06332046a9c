package ingest

import (
	"context"
	"time"

	"github.com/ringside/ringside/internal/connect"
	"github.com/ringside/ringside/internal/store"
)

// Batch is what one delivery brought.
type Batch struct {
	Source   string    // the row on Pipeline health: "firehose", "eventbridge" …
	Received time.Time // zero is now
	Records  [][]byte  // each one JSON value, several one behind another, or blank
	Only     []string  // ids of the instances whose records the sender may bring; nil is all
	// Checkpoint, unless it is nil, is made durable with the records, also when there are none.
	Checkpoint *store.Checkpoint
}

// Sink takes deliveries. A nil error means that all records of the batch are durable.
type Sink interface {
	Write(ctx context.Context, batch Batch) error
}

// Appender is what the pipeline needs of a store.
type Appender interface {
	// Append makes the facts durable; see store.Store.
	Append(ctx context.Context, batch store.Batch) (store.Receipt, error)
}

// Publisher is what the pipeline needs of the live hub. Publish must not block for long and must not keep the facts.
type Publisher interface {
	Publish(facts []connect.Fact)
}
