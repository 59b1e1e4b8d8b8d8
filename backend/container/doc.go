// Package container unpacks files that hold texts: gzip data of one or more members,
// and zips.
//
// Whatever a file holds, what comes out is bounded: past 10 MiB nothing may unpack to
// more than 200 times its size, of a zip neither an entry by itself nor all together,
// and a zip has at most 10,000 entries. Packed data that is cut or damaged is an error,
// since nothing in it can be trusted; what follows the last member of gzip data is not.
package container
