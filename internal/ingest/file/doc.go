// Package file imports records from files, folders and streams, as fast as the machine decodes them.
//
//	read and split ──> decode (all processors) ──> commit, in order ──> wait for the outcome
//	   portion             portion                     receipt
//
// It reads JSON one object a line, one behind another (as Firehose leaves records in S3), in arrays, and mixtures; gzip
// and zstd are known by their first bytes, also one inside the other. Records that Firehose could not deliver are unwrapped
// from its error bucket's objects. What is no record goes to quarantine.
//
// An import that ends early (a signal, a full disk, SIGKILL) leaves its progress behind: the same import, asked for again,
// goes on after the last durable record of each file that has not changed. A finished import leaves nothing: asked for
// again, it reads all again, and the records count as duplicates.
//
// A file that is damaged half-way is imported up to there, and the error says where. The other files are imported.
package file
