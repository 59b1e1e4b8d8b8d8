package archive_test

type flip struct{}
