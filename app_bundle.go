package main

import (
	"context"
	"unicode/utf8"

	"daybook/backend/evidence"
)

// exportBundle writes an evidence bundle of the selected events to a file chosen
// in a dialog.
func (a *App) exportBundle(r ExportRequest) (string, error) {
	open, set, order, err := a.picked(r.Selection, r.Search)
	if err != nil {
		return "", err
	}
	q, _, zone, err := a.parse(r.Search)
	if err != nil {
		return "", err
	}
	request := evidence.Request{
		Query: q, Order: order, Only: set, Typed: r.Search.Text, Zone: zone,
		Case: r.CaseName, Purpose: r.Purpose, Recipient: r.Recipient, Program: programName + " " + version,
	}
	for _, words := range []string{r.CaseName, r.Purpose, r.Recipient} {
		if utf8.RuneCountInString(words) > evidence.MaxWords || !utf8.ValidString(words) {
			return "", outOfBounds("Case, purpose and recipient have at most 1,000 characters each")
		}
	}
	path, err := dialog(a, func() (string, error) { return a.desktop.saveFile("Export evidence bundle", "evidence.zip") })
	if err != nil || path == "" {
		return "", err
	}
	request.Now = a.now()
	return a.start("bundle", path, func(ctx context.Context, j *job) error {
		f, err := evidence.File(ctx, open, path, request, func(done, total int) {
			j.advance("Writing", int64(done), int64(total), done/4) // three times written, once read back
		})
		if err != nil {
			return err
		}
		done := a.wrote(f)
		j.update(func(t *Task) { t.Written, t.Done, t.Total, t.Events = done, int64(f.Events), int64(f.Events), f.Events })
		return nil
	}), nil
}
