package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkImportOfABucket measures an archive as Firehose leaves it, objects of 5,000 records packed by gzip, from a bucket on this machine
// until all of it is durable and visible, in a process of its own.
func BenchmarkImportOfABucket(b *testing.B) {
	folder := b.TempDir()
	list := packObjects(b, recordsFile(b, benchRecords(b)), folder)
	s := httptest.NewServer(bucketOf(folder, list))
	defer s.Close()
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"} {
		b.Setenv(name, value)
	}
	measureImport(b, "s3://archive/ctr/", "--aws-region", "eu-west-2", "--aws-endpoint", s.URL)
}

// objectList is what S3 answers to ListObjectsV2.
type objectList struct {
	XMLName  xml.Name       `xml:"ListBucketResult"`
	Contents []listedObject `xml:"Contents"`
}

type listedObject struct {
	Key          string
	Size         int64
	ETag         string
	LastModified string
}

// packObjects packs a file of records into objects of 5,000 in a folder, and lists them in order of their keys. It holds one
// object at a time: a big process here would be taken for the importer's memory (see peakKiB).
func packObjects(b *testing.B, path, folder string) objectList {
	b.Helper()
	records, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = records.Close() }() // was only read
	lines := bufio.NewReader(records)
	var list objectList
	for n := 0; ; n++ {
		packed, err := packObject(lines, 5000)
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			b.Fatal(err)
		}
		name := fmt.Sprintf("connect-1-2026-03-02-09-15-00-%06d.gz", n)
		if err := os.WriteFile(filepath.Join(folder, name), packed, 0o600); err != nil {
			b.Fatal(err)
		}
		list.Contents = append(list.Contents, listedObject{archived + name, int64(len(packed)), `"1"`, "2026-03-02T09:30:00.000Z"})
	}
}

// archived is where the objects are in the bucket.
const archived = "ctr/2026/03/02/09/"

// packObject packs the next lines, at most so many, without what is between them, as Firehose does; io.EOF when there is none.
func packObject(lines *bufio.Reader, most int) ([]byte, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	for n := range most {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) && n > 0 {
			break
		}
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(bytes.TrimSpace(line)); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}

// bucketOf answers for a bucket named archive: one list with everything, and each object of the folder.
func bucketOf(folder string, list objectList) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/archive"), "/")
		if key == "" {
			w.Header().Set("Content-Type", "application/xml")
			_ = xml.NewEncoder(w).Encode(list) // whoever has gone needs none
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Type", "application/octet-stream")
		http.ServeFile(w, r, filepath.Join(folder, filepath.Base(key)))
	})
}
