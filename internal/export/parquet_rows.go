package export

import (
	"context"
	"fmt"
	"strings"
	"time"

	engine "github.com/duckdb/duckdb-go/v2"
)

// rowSource is the rows of a parquetWriter as a table function of DuckDB, which asks for them.
type rowSource struct {
	ctx     context.Context //nolint:containedctx // DuckDB's calls bring none
	columns []Column
	infos   []engine.ColumnInfo
	from    *parquetWriter
	local   *wall
}

var _ engine.ChunkTableSource = (*rowSource)(nil)

func newRowSource(ctx context.Context, t Table, from *parquetWriter) (*rowSource, error) {
	s := &rowSource{ctx: ctx, columns: t.Columns, from: from, local: newWall(t.Zone)}
	names := distinctNames(t.Columns)
	for i, column := range t.Columns {
		info, err := engine.NewTypeInfo(column.Kind.parquet())
		if err != nil {
			return nil, err
		}
		s.infos = append(s.infos, engine.ColumnInfo{Name: names[i], T: info})
	}
	return s, nil
}

// distinctNames are the columns' names as DuckDB can tell them apart, which has no eye for case: a name that is there already
// gets a number.
func distinctNames(columns []Column) []string {
	taken := map[string]bool{}
	names := make([]string, len(columns))
	for i, column := range columns {
		name := strings.ToValidUTF8(strings.ReplaceAll(column.Name, "\x00", "\ufffd"), "\ufffd")
		names[i] = name
		for n := 2; taken[strings.ToLower(names[i])]; n++ {
			names[i] = fmt.Sprintf("%s_%d", name, n)
		}
		taken[strings.ToLower(names[i])] = true
	}
	return names
}

// parquet is the type of a column: lengths of time are seconds, percentages 0 to 100, and moments those of a clock in the
// zone of the export or, in UTC, instants.
func (k Kind) parquet() engine.Type {
	switch k {
	case Whole:
		return engine.TYPE_BIGINT
	case Number, Seconds, Percent:
		return engine.TYPE_DOUBLE
	case Flag:
		return engine.TYPE_BOOLEAN
	case Day:
		return engine.TYPE_DATE
	case Moment:
		return engine.TYPE_TIMESTAMP
	case MomentUTC:
		return engine.TYPE_TIMESTAMP_TZ
	case Text, JSON:
	}
	return engine.TYPE_VARCHAR
}

// ColumnInfos tells DuckDB the columns.
func (s *rowSource) ColumnInfos() []engine.ColumnInfo { return s.infos }

// Cardinality is not known.
func (s *rowSource) Cardinality() *engine.CardinalityInfo { return nil }

// Init has nothing to do.
func (s *rowSource) Init() {}

// FillChunk gives DuckDB the next batch; an empty one ends the table.
func (s *rowSource) FillChunk(chunk engine.DataChunk) error {
	var batch []Value
	select {
	case batch = <-s.from.batches:
	case <-s.ctx.Done():
		return context.Cause(s.ctx)
	}
	width := len(s.columns)
	for i, value := range batch {
		if err := s.set(chunk, i%width, i/width, value); err != nil {
			return fmt.Errorf("column %s: %w", s.columns[i%width].Name, err)
		}
	}
	rows := len(batch) / width
	if batch != nil {
		s.from.free <- batch
	}
	return chunk.SetSize(rows)
}

func (s *rowSource) set(chunk engine.DataChunk, column, row int, v Value) error {
	if v.Empty() {
		return chunk.SetValue(column, row, nil)
	}
	switch s.columns[column].Kind {
	case Whole:
		return engine.SetChunkValue(chunk, column, row, v.whole)
	case Number, Seconds, Percent:
		return engine.SetChunkValue(chunk, column, row, v.number())
	case Flag:
		return engine.SetChunkValue(chunk, column, row, v.whole == 1)
	case Day:
		day, err := time.Parse(time.DateOnly, v.text)
		if err != nil {
			return err
		}
		return engine.SetChunkValue(chunk, column, row, day)
	case Moment:
		local, _ := s.local.local(v.whole)
		return engine.SetChunkValue(chunk, column, row, time.UnixMilli(local).UTC())
	case MomentUTC:
		return engine.SetChunkValue(chunk, column, row, time.UnixMilli(v.whole).UTC())
	case Text, JSON:
	}
	return engine.SetChunkValue(chunk, column, row, strings.ToValidUTF8(v.text, "\ufffd"))
}
