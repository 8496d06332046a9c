package diskspace

import (
	"fmt"

	"golang.org/x/sys/unix"
)

// Free is how many bytes an ordinary user may still write below dir.
func Free(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, fmt.Errorf("look for room in %s: %w", dir, err)
	}
	return int64(s.Bavail) * s.Bsize, nil
}
