package columns

// CountBy makes sets be counted by at most n stretches of groups, until restore
// is called. No table may be asked meanwhile.
func CountBy(n int) (restore func()) {
	was := spans
	spans = n
	return func() { spans = was }
}
