package state

import (
	"context"
	_ "embed"
	"fmt"
)

var (
	//go:embed sql/import_file_list.sql
	importFileList string
	//go:embed sql/import_file_save.sql
	importFileSave string
	//go:embed sql/import_forget.sql
	importForget string
)

// ImportFile is how far one file of an unfinished import is.
type ImportFile struct {
	Path     string
	Size     int64
	Modified int64  // nanoseconds since 1970
	Device   uint64 // 0 where the system does not tell
	Inode    uint64 // 0 where the system does not tell
	Offset   int64  // in the unpacked text: everything before it is durable
	Records  int64  // durable values before Offset
	Finished bool   // nothing is left to read
}

// ImportFiles returns what an interrupted import of the job left behind, by path; nothing when there was none. A job is
// named by what was asked for: the absolute paths, one a line.
func (d *DB) ImportFiles(ctx context.Context, job string) ([]ImportFile, error) {
	files, err := all(ctx, d.db, scanImportFile, importFileList, job)
	if err != nil {
		return nil, fmt.Errorf("list import progress: %w", err)
	}
	return files, nil
}

func scanImportFile(row scanner) (ImportFile, error) {
	var f ImportFile
	var device, inode int64 // bit patterns: SQL has no unsigned numbers
	err := row.Scan(&f.Path, &f.Size, &f.Modified, &device, &inode, &f.Offset, &f.Records, &f.Finished)
	f.Device, f.Inode = uint64(device), uint64(inode)
	return f, err
}

// SaveImportFiles moves the durable offsets of files of the job, all or none.
func (d *DB) SaveImportFiles(ctx context.Context, job string, files ...ImportFile) error {
	if len(files) == 0 {
		return nil
	}
	tx, err := d.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("save import progress: %w", err)
	}
	defer func() { _ = tx.Rollback() }() // after a commit this does nothing
	for _, f := range files {
		finished := 0
		if f.Finished {
			finished = 1
		}
		_, err := tx.ExecContext(ctx, importFileSave, job, f.Path, f.Size, f.Modified, int64(f.Device), int64(f.Inode),
			f.Offset, f.Records, finished, d.millis())
		if err != nil {
			return fmt.Errorf("save import progress of %s: %w", f.Path, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("save import progress: %w", err)
	}
	return nil
}

// ForgetImport drops the progress of a finished job, so that the same files imported again are read again.
func (d *DB) ForgetImport(ctx context.Context, job string) error {
	if _, err := d.db.ExecContext(ctx, importForget, job); err != nil {
		return fmt.Errorf("forget import progress: %w", err)
	}
	return nil
}
