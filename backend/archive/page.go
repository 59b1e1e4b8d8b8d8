package archive

// pageBytes is the number of bytes of fields up to which a view remembers the
// last page; it holds up to twice as many.
const pageBytes = 1 << 20

// readPage is readWhole for a page: events that were also on the previous page, as most are
// while a word is being typed, are not read and checked again.
func (v *View) readPage(positions []int) ([]found, error) {
	v.pageMu.Lock()
	before := v.page
	v.pageMu.Unlock()
	out := make([]found, len(positions))
	var missing, places []int
	for i, p := range positions {
		f, ok := before[p]
		if out[i] = f; !ok {
			missing, places = append(missing, p), append(places, i)
		}
	}
	read, err := v.readWhole(missing)
	if err != nil {
		return nil, err
	}
	page, size := make(map[int]found, len(out)), 0
	for i, f := range read {
		out[places[i]] = f
	}
	for _, f := range out {
		if f.damage == nil { // a damaged event is read again: it may have been mended
			page[f.position] = f
			e := &f.event
			size += len(e.ID) + len(e.Actor) + len(e.Category) + len(e.Action) + len(e.Description) + len(e.Details)
		}
	}
	if size > pageBytes {
		page = nil
	}
	v.pageMu.Lock()
	v.page = page
	v.pageMu.Unlock()
	return out, nil
}
