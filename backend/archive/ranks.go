package archive

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"daybook/backend/columns"
	"daybook/backend/durable"
	"daybook/backend/failure"
	"daybook/backend/folder"
	"daybook/backend/ledger"
)

// readRanks reads orders/N/ranks of a snapshot, or makes it again if it is
// damaged, since it is derived. The ranks of a snapshot that lacks some texts
// hold only for the moment, and are not written.
func (a opening) readRanks(s *snapshot, segments []*member) (*columns.Ranks, error) {
	path := ranksPath(a.dir, s.Number)
	some := anyLost(segments)
	var why error
	if s.Ranks != "" && !some {
		var ranks *columns.Ranks
		if ranks, why = decodeRanks(path, s.Ranks); why == nil {
			return ranks, nil
		}
		if durable.Exhausted(why) {
			return nil, failure.Newf("open", path, "%w: %w", folder.ErrUnreadable, why)
		}
	}
	ranks, err := mergeRanks(segments)
	if err != nil || some || s.Ranks == "" || folder.Passing(why) || a.ledger.MayWrite() != nil {
		return ranks, err
	}
	// If they cannot be written, as on a full disk, they are made again next time.
	if sum, err := writeRanks(a.dir, s.Number, ranks); err == nil && sum == s.Ranks {
		d := folder.DamageOf("orders/"+folder.Number(s.Number)+"/ranks", true, why)
		a.tellBuilt(ledger.BuiltSegment{Damage: []string{d.Error()}})
	}
	return ranks, nil
}

// decodeRanks reads the ranks and checks that they have that hash.
func decodeRanks(path, want string) (*columns.Ranks, error) {
	sum, _, err := folder.Hash(path, 0)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("is missing")
	case err != nil:
		return nil, err
	case sum != want:
		return nil, errors.New("its bytes are not those that were written")
	}
	data, err := folder.Read(path, folder.MaxDerived)
	if err != nil {
		return nil, err
	}
	return columns.DecodeRanks(data)
}

func anyLost(segments []*member) bool {
	return slices.ContainsFunc(segments, func(s *member) bool { return s.Lost > 0 })
}

// nextRanks returns the ranks of the segments that take the place of the current
// view, which the change keeps from being replaced.
func (a change) nextRanks(segments []*member, merged map[*member][]*member) (*columns.Ranks, error) {
	current := a.views.now()
	if current == nil { // while opening
		return mergeRanks(segments)
	}
	return changedRanks(current, segments, merged)
}

// mergeRanks returns the ranks of a snapshot, from its segments alone.
func mergeRanks(segments []*member) (*columns.Ranks, error) {
	ranks, err := columns.MergeRanks(textsOf(segments))
	if err != nil {
		return nil, failure.New("order descriptions", "", err)
	}
	return ranks, nil
}

// changedRanks returns the ranks of the segments, from those of the view that they replace;
// merged maps segments to those of the view that they were made of.
func changedRanks(from *View, segments []*member, merged map[*member][]*member) (*columns.Ranks, error) {
	sources := make([]columns.RankSource, len(segments))
	for i, s := range segments {
		sources[i].Texts = s.Texts
		if k := slices.Index(from.segments, s); k >= 0 {
			sources[i].Of = []int{k}
		}
		for _, old := range merged[s] {
			sources[i].Of = append(sources[i].Of, slices.Index(from.segments, old))
		}
	}
	ranks, err := from.ranks.Change(textsOf(from.segments), sources)
	if err != nil {
		return nil, failure.New("order descriptions", "", err)
	}
	return ranks, nil
}

func textsOf(segments []*member) []*columns.Texts {
	texts := make([]*columns.Texts, len(segments))
	for i, s := range segments {
		texts[i] = s.Texts
	}
	return texts
}

func ranksPath(dir string, n int) string {
	return filepath.Join(dir, "orders", folder.Number(n), "ranks")
}

// writeRanks writes orders/N/ranks and returns its hash.
func writeRanks(dir string, n int, ranks *columns.Ranks) (sum string, err error) {
	path := ranksPath(dir, n)
	defer func() {
		if err != nil {
			err = failure.New("write", path, err)
		}
	}()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	if err := folder.Replace(path, columns.EncodeRanks(ranks)); err != nil {
		return "", err
	}
	if err := durable.SyncFolder(filepath.Join(dir, "orders")); err != nil {
		return "", err
	}
	sum, _, err = folder.Hash(path, 0)
	return sum, err
}

// ofOrder reports whether a file in a folder of orders has a name of Daybook's.
func ofOrder(name string) bool { return name == "ranks" || name == "ranks.new" }

// removeOrder removes the ranks of a snapshot.
func removeOrder(dir string, n int) error {
	return orderOwner.Remove(filepath.Join(dir, "orders", folder.Number(n)))
}

var orderOwner = folder.Owner{File: ofOrder, Folder: func(string) bool { return false }}
