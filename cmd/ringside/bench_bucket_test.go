package main

import (
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkImportOfABucket measures an archive as Firehose leaves it, objects of 5,000 records packed by gzip, from a bucket on this machine
// until all of it is durable and visible, in a process of its own.
func BenchmarkImportOfABucket(b *testing.B) {
	text, err := os.ReadFile(recordsFile(b, benchRecords(b)))
	if err != nil {
		b.Fatal(err)
	}
	objects := map[string][]byte{}
	for n, lines := range batches(bytes.Split(bytes.TrimSpace(text), []byte("\n")), 5000) {
		objects[fmt.Sprintf("ctr/2026/03/02/09/connect-1-2026-03-02-09-15-00-%06d.gz", n)] = packedObject(b, bytes.Join(lines, nil))
	}
	s := httptest.NewServer(bucketOf(objects))
	defer s.Close()
	for name, value := range map[string]string{"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_EC2_METADATA_DISABLED": "true"} {
		b.Setenv(name, value)
	}
	measureImport(b, "s3://archive/ctr/", "--aws-region", "eu-west-2", "--aws-endpoint", s.URL)
}

func packedObject(b *testing.B, text []byte) []byte {
	b.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write(text); err != nil {
		b.Fatal(err)
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return packed.Bytes()
}

// bucketOf answers for a bucket named archive: one list with everything, and each object.
func bucketOf(objects map[string][]byte) http.Handler {
	type object struct {
		Key          string
		Size         int
		ETag         string
		LastModified string
	}
	list := struct {
		XMLName  xml.Name `xml:"ListBucketResult"`
		Contents []object
	}{}
	for _, key := range slices.Sorted(maps.Keys(objects)) { // as S3 does
		list.Contents = append(list.Contents, object{key, len(objects[key]), `"1"`, "2026-03-02T09:30:00.000Z"})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/archive"), "/")
		if key == "" {
			w.Header().Set("Content-Type", "application/xml")
			_ = xml.NewEncoder(w).Encode(list) // whoever has gone needs none
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Type", "application/octet-stream")
		http.ServeContent(w, r, key, time.Time{}, bytes.NewReader(objects[key]))
	})
}
