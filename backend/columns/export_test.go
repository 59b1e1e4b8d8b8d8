package columns

// CountBy makes sets be counted by at most n stretches of groups, and those of at
// most so many positions be sorted, until restore is called. No table may be asked
// meanwhile.
func CountBy(n, most int) (restore func()) {
	spansWere, fewWere := spans, few
	spans, few = n, most
	return func() { spans, few = spansWere, fewWere }
}
