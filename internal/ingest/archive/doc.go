// Package archive reads what Firehose, or an export, has left in a bucket of Amazon S3: contact records, agent events and contact
// events, those that Firehose could not deliver among them.
//
//	ListObjectsV2 ──> which are of the time that was asked for ──> file.Importer: fetched a few ahead, read in order
//	word of a new object (queue) ──> HeadObject ────────────────────────┘
//
// An object is read through cuts: reading goes on at the byte behind the last one that came, of the same version. One that
// stalls counts as cut.
//
// S3: https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
package archive
