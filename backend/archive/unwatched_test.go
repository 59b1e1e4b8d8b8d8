//go:build !race

package archive_test

const watched = false
