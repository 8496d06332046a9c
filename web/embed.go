// Package web holds the built page. The folder dist is made by `npm run build`; without it (a plain Go checkout) only the
// placeholder is inside, so that Go builds and tests need no Node, and the server says how to build the page.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files is the built page, rooted at dist: index.html, hashed files under assets/ (each with a .br and a .gz beside it) and
// a few unhashed ones. Hashed names may be cached for ever, the rest must be revalidated.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // "dist" is a valid path and is embedded: this cannot happen
	}
	return files
}

// Built reports whether the page was built into this binary.
func Built() bool {
	_, err := fs.Stat(Files(), "index.html")
	return err == nil
}
