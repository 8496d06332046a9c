//go:build unix

package file

import (
	"io/fs"
	"syscall"
)

// identity tells a file apart from another that took its name.
func identity(info fs.FileInfo) (device, inode uint64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Dev), s.Ino //nolint:unconvert // Dev has another type on other systems
	}
	return 0, 0
}
