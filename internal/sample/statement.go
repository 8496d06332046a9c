package sample

import _ "embed"

var (
	//go:embed sql/series_list.sql
	seriesList string
	//go:embed sql/series_insert.sql
	seriesInsert string
	//go:embed sql/tick_insert.sql
	tickInsert string
	//go:embed sql/tick_hours.sql
	tickHours string
	//go:embed sql/tick_list.sql
	tickList string
	//go:embed sql/tick_delete.sql
	tickDelete string
	//go:embed sql/block_list.sql
	blockList string
	//go:embed sql/block_save.sql
	blockSave string
	//go:embed sql/block_delete.sql
	blockDelete string
	//go:embed sql/block_oldest.sql
	blockOldest string
	//go:embed sql/block_newest.sql
	blockNewest string
	//go:embed sql/read.sql
	readAll string
	//go:embed sql/first.sql
	readFirst string
)
