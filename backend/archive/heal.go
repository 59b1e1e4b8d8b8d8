package archive

import (
	"context"

	"daybook/backend/failure"
	"daybook/backend/ledger"
)

// heal builds those damaged segments anew of which every event is available. It
// costs nothing if no event of a damaged segment came again.
func (a *Archive) heal(ctx context.Context) *Healed {
	c, err := a.begin()
	if err != nil {
		return nil // the archive is closed, or it is not certain what it holds
	}
	defer c.end()
	if len(a.came) == 0 && len(a.back) == 0 {
		return nil
	}
	h := new(Healed)
	h.Err = c.healAll(ctx, h)
	return h
}

func (a change) healAll(ctx context.Context, h *Healed) error {
	v := a.v
	var whole []replacement
	came, lacking := 0, make(map[int]bool) // by number of the import
	for k, s := range v.segments {
		if a.came[s] == nil || s.Lost > 0 {
			continue
		}
		n, missing, err := a.unreadable(ctx, k)
		if err != nil {
			return err
		}
		for _, seq := range missing {
			lacking[importOf(v, seq)] = true
		}
		h.Missing += len(missing)
		if len(missing) == 0 {
			came += n
			whole = append(whole, replacement{group: []*member{s}})
		}
	}
	back, n, missing, err := a.replacementsOf(ctx)
	if err != nil {
		return failure.New("heal", "", err)
	}
	for _, seq := range missing {
		lacking[importOf(v, seq)] = true
	}
	h.Missing += len(missing)
	came += n
	whole = append(whole, back...)
	for _, i := range v.imports {
		if lacking[i.Number] {
			h.From = append(h.From, i)
		}
	}
	if len(whole) == 0 {
		return nil
	}
	if err := a.replace(ctx, v.imports, whole, nil); err != nil {
		return failure.New("heal", "", err)
	}
	h.Events = came
	var told []ledger.BuiltSegment
	for _, r := range whole {
		delete(a.came, r.group[0])
		for i := range r.back {
			delete(a.back, int64(r.back[i].Seq))
		}
		for _, s := range r.group {
			b, _ := builtAgain(s, s.CheckWhole())
			b.Healed = true
			told = append(told, b)
		}
	}
	a.tellBuilt(told...)
	return nil
}

// unreadable returns the number of events of a damaged segment that cannot be
// read but came again, and the sequence numbers of those that did not come.
func (a change) unreadable(ctx context.Context, segment int) (came int, missing []uint64, err error) {
	v := a.v
	s := v.segments[segment]
	for from := 0; from < s.Events(); from += eventBatch {
		if err := ctx.Err(); err != nil {
			return 0, nil, err
		}
		var positions []int
		for row := from; row < min(from+eventBatch, s.Events()); row++ {
			positions = append(positions, v.table.Position(segment, row))
		}
		batch, err := v.readWhole(positions)
		if err != nil {
			return 0, nil, err
		}
		for i, f := range batch {
			switch {
			case f.damage == nil:
			case a.came[s][uint32(from+i)] != nil:
				came++
			default:
				missing = append(missing, f.seq)
			}
		}
	}
	return came, missing, nil
}
