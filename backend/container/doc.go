// Package container unpacks files that hold texts: gzip data of one or more members,
// and zips.
//
// Whatever a file holds, its output is bounded: past 10 MiB nothing may unpack to more
// than 200 times its size, in a zip neither a single entry nor all entries together,
// and a zip has at most 10,000 entries. Packed data that is cut or damaged is an error,
// since nothing in it can be trusted; data after the last member of gzip data is not.
package container
