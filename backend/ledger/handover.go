package ledger

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"daybook/backend/failure"
	"daybook/backend/integrity"
)

// Record adds a line for something that leaves the archive: an export, a copy, a
// bundle or a saved checkpoint. It must return before that appears in its place, so
// that nothing leaves without a line. A read-only archive can have no line: then N is
// 0, and the caller must say so. A Handover into the archive's own folder is an error
// that wraps ErrInside.
func (lg *Ledger) Record(ctx context.Context, kind string, h Handover) (integrity.Line, error) {
	if !slices.Contains(handedOver, kind) {
		return integrity.Line{}, fmt.Errorf("record %q: there is no such kind of line", kind)
	}
	if err := ctx.Err(); err != nil {
		return integrity.Line{}, err
	}
	done, err := lg.use()
	if err != nil {
		return integrity.Line{}, err
	}
	defer done()
	if lg.readOnly == "" {
		err = lg.MaySign()
	} else if d := lg.Doubt(); d != nil { // there is nothing to sign
		err = lg.doubtful(d)
	}
	if err != nil {
		return integrity.Line{}, err
	}
	if inside(lg.dir, h.File) {
		return integrity.Line{}, failure.Newf("write", h.File, "%w; choose another folder", ErrInside)
	}
	if lg.readOnly != "" {
		return integrity.Line{}, nil
	}
	switch kind {
	case KindExported, KindCopied:
		h.Mark, err = lg.Mark(h.Sum)
	default:
		h.SHA256 = h.Sum.String()
	}
	if err != nil {
		return integrity.Line{}, err
	}
	return lg.record(kind, h)
}

// inside reports whether a file, which need not exist, is in dir or a folder below it.
func inside(dir, file string) bool {
	if file == "" || file == "-" {
		return false
	}
	for range 40 { // the number of links that systems follow
		leads, err := os.Readlink(file)
		if err != nil {
			break
		}
		if !filepath.IsAbs(leads) {
			leads = filepath.Join(filepath.Dir(file), leads)
		}
		file = leads
	}
	home, err := os.Stat(dir)
	for at := filepath.Dir(file); err == nil; at = filepath.Dir(at) {
		here, failed := os.Stat(at)
		if failed == nil && os.SameFile(home, here) {
			return true
		}
		if at == filepath.Dir(at) {
			break
		}
	}
	return false
}
