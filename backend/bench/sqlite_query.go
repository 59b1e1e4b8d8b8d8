package main

import (
	"context"
	"database/sql/driver"
	"errors"
	"iter"

	"daybook/backend/event"
	"daybook/backend/query"
)

// openDatabase is the peer, open for questions.
type openDatabase struct {
	conn   *conn
	events int // to tell which of two plans is the faster
}

func (sqlite) Open(_ context.Context, path string) (store, error) {
	c, err := openConn("file:" + databasePath(path) + "?mode=ro")
	if err != nil {
		return nil, err
	}
	o := &openDatabase{conn: c}
	for _, pragma := range []string{"cache_size = -262144", "temp_store = MEMORY", "mmap_size = 2147418112"} {
		if err := c.exec("PRAGMA " + pragma); err != nil {
			return nil, errors.Join(err, c.Close())
		}
	}
	// Nothing was ever deleted. This also reads the schema.
	if o.events, err = o.number("SELECT coalesce(max(seq), 0) FROM events"); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return o, nil
}

func (o *openDatabase) Close() error { return o.conn.Close() }

func (o *openDatabase) Settle(context.Context) error { return nil }

func (o *openDatabase) number(statement string, args ...driver.Value) (n int, err error) {
	err = o.conn.query(statement, args, func(row []driver.Value) error {
		n = int(row[0].(int64))
		return nil
	})
	return n, err
}

const eventColumns = "e.event_id, e.actor, e.category, e.action, e.description, e.timestamp"

// sorting is how an order is said in SQL, and the index that has it.
func sorting(o query.Order) (by, index string) {
	column := map[query.Column]string{
		query.ByTimestamp: "", query.ByMember: "e.actor", query.ByAction: "e.action_key", query.ByDescription: "e.description",
	}[o.By]
	switch {
	case o.By == query.ByTimestamp && !o.Desc:
		by = "e.timestamp, e.seq"
	case o.By == query.ByTimestamp:
		by = "e.timestamp DESC, e.seq"
	case o.Desc:
		by = column + " DESC, e.timestamp DESC, e.seq"
	default:
		by = column + ", e.timestamp DESC, e.seq"
	}
	return by, "by_" + o.By.String()
}

func (o *openDatabase) Answer(_ context.Context, q *question) (int, []event.Event, error) {
	by, index := sorting(q.order)
	limit := []driver.Value{int64(pageSize), int64((q.page - 1) * pageSize)}
	if q.asked == nil {
		total, err := o.number("SELECT count(*) FROM events")
		if err != nil {
			return 0, nil, err
		}
		page, err := o.page("SELECT "+eventColumns+" FROM events e ORDER BY "+by+" LIMIT ? OFFSET ?", limit)
		return total, page, err
	}
	if q.asked.like != "" {
		return o.inside(q.asked.like, by, limit)
	}
	where, args := "words MATCH ?", []driver.Value{q.asked.match}
	count := "SELECT count(*) FROM words WHERE words MATCH ?"
	during := ""
	if q.asked.until != 0 {
		during = " AND e.timestamp >= ? AND e.timestamp < ?"
		args = append(args, int64(q.asked.from), int64(q.asked.until))
		count = "SELECT count(*) FROM words JOIN events e ON e.seq = words.rowid WHERE words MATCH ?" + during
	}
	total, err := o.number(count, args...)
	if err != nil {
		return 0, nil, err
	}
	// Two plans: to sort the rows that were found, or to walk the order's own index
	// and skip other rows. The second is faster where many were found, which
	// SQLite's planner cannot know but the count shows.
	statement := "SELECT " + eventColumns + " FROM words JOIN events e ON e.seq = words.rowid WHERE " + where + during
	if total*walkShare(q.order) >= o.events {
		statement = "SELECT " + eventColumns + " FROM events e INDEXED BY " + index +
			" WHERE e.seq IN (SELECT rowid FROM words WHERE " + where + ")" + during
	}
	page, err := o.page(statement+" ORDER BY "+by+" LIMIT ? OFFSET ?", append(args, limit...))
	return total, page, err
}

// walkShare returns n for a share of one in n events from which on walking is
// faster, as measured. In the other orders matching texts are adjacent, perhaps all
// at the end.
func walkShare(o query.Order) int {
	if o.By == query.ByTimestamp {
		return 50
	}
	return 4
}

// inside has no index to go by, and the planner chooses well.
func (o *openDatabase) inside(like, by string, limit []driver.Value) (int, []event.Event, error) {
	const where = " FROM events e WHERE e.actor LIKE ?1 OR e.action_key LIKE ?1 OR e.description LIKE ?1"
	total, err := o.number("SELECT count(*)"+where, like)
	if err != nil {
		return 0, nil, err
	}
	page, err := o.page("SELECT "+eventColumns+where+" ORDER BY "+by+" LIMIT ?2 OFFSET ?3", append([]driver.Value{like}, limit...))
	return total, page, err
}

func (o *openDatabase) page(statement string, args []driver.Value) ([]event.Event, error) {
	page := make([]event.Event, 0, pageSize)
	err := o.conn.query(statement, args, func(row []driver.Value) error {
		page = append(page, eventOf(row))
		return nil
	})
	return page, err
}

func eventOf(row []driver.Value) event.Event {
	return event.Event{
		ID: row[0].(string), Actor: row[1].(string), Category: row[2].(string), Action: row[3].(string),
		Description: row[4].(string), Time: event.Time(row[5].(int64)),
	}
}

// errEnough ends a query whose reader wants no more.
var errEnough = errors.New("enough")

func (o *openDatabase) Events(context.Context) iter.Seq2[event.Event, error] {
	return func(yield func(event.Event, error) bool) {
		by, _ := sorting(query.DefaultOrder())
		err := o.conn.query("SELECT "+eventColumns+" FROM events e ORDER BY "+by, nil, func(row []driver.Value) error {
			if !yield(eventOf(row), nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(event.Event{}, err)
		}
	}
}
