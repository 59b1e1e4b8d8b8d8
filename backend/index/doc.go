// Package index finds text in the distinct descriptions of one segment.
package index
