//go:build !unix

package file

import "io/fs"

// identity tells a file apart from another that took its name; size and time of change must do here.
func identity(fs.FileInfo) (device, inode uint64) { return 0, 0 }
