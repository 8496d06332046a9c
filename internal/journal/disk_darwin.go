package journal

import (
	"os"

	"golang.org/x/sys/unix"
)

// datasync is a full sync: macOS has nothing less that reaches the medium.
func datasync(f *os.File) error { return f.Sync() }

// freeBytes is what an ordinary user may still write.
func freeBytes(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
