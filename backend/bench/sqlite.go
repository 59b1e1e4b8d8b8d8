package main

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"daybook/backend/event"

	sqlite3 "github.com/mattn/go-sqlite3"
)

// sqlite is the peer. The package comment gives the reasons for its settings.
type sqlite struct {
	steady bool // keep indexes and full text up to date with each row
}

const createTables = `
CREATE TABLE events (
	seq         INTEGER PRIMARY KEY,
	event_id    TEXT NOT NULL UNIQUE,
	actor       TEXT NOT NULL,
	category    TEXT NOT NULL,
	action      TEXT NOT NULL,
	description TEXT NOT NULL,
	timestamp   INTEGER NOT NULL, -- nanoseconds since 1970
	action_key  TEXT AS (category || '.' || action) VIRTUAL
);
CREATE VIRTUAL TABLE words USING fts5 (
	actor, action_key, description,
	content='events', content_rowid='seq', columnsize=0,
	tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);
INSERT INTO words (words, rank) VALUES ('hashsize', 67108864);`

// The seq that ends each index is the rowid, which SQLite appends by itself.
const createIndexes = `
CREATE INDEX by_timestamp   ON events (timestamp DESC);
CREATE INDEX by_member      ON events (actor, timestamp DESC);
CREATE INDEX by_action      ON events (action_key, timestamp DESC);
CREATE INDEX by_description ON events (description, timestamp DESC);`

const keepWords = `
CREATE TRIGGER keep_words AFTER INSERT ON events BEGIN
	INSERT INTO words (rowid, actor, action_key, description)
	VALUES (new.seq, new.actor, new.action_key, new.description);
END;`

const insertEvents = `INSERT INTO events (event_id, actor, category, action, description, timestamp) VALUES `

const (
	statementRows = 50
	batchEvents   = 512
	batchesAhead  = 4
)

func databasePath(path string) string { return filepath.Join(path, "activity.db") }

func (s sqlite) Import(ctx context.Context, path, file string) (n int, parts []part, err error) {
	f, in, err := openActivity(file)
	if err != nil {
		return 0, nil, err
	}
	defer f.Close()
	c, err := openConn("file:" + databasePath(path))
	if err != nil {
		return 0, nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	for _, pragma := range []string{
		"journal_mode = DELETE", "synchronous = FULL", "cache_size = -262144", "temp_store = MEMORY", "threads = 2",
	} {
		if err := c.exec("PRAGMA " + pragma); err != nil {
			return 0, nil, err
		}
	}
	begun := time.Now()
	lap := func(name string) {
		parts = append(parts, part{name, time.Since(begun)})
		begun = time.Now()
	}
	before, after := "BEGIN IMMEDIATE;"+createTables, createIndexes
	if s.steady {
		before, after = before+createIndexes+keepWords, ""
	}
	if err := c.exec(before); err != nil {
		return 0, nil, err
	}
	if n, err = c.insert(ctx, ahead(ctx, in.Events(ctx))); err != nil {
		return 0, nil, err
	}
	lap("rows")
	if !s.steady {
		if err := c.exec("INSERT INTO words (words) VALUES ('rebuild')"); err != nil {
			return 0, nil, err
		}
		lap("full text")
		if err := c.exec(after); err != nil {
			return 0, nil, err
		}
		lap("indexes")
	}
	if err := c.exec("INSERT INTO words (words) VALUES ('optimize'); ANALYZE"); err != nil {
		return 0, nil, err
	}
	lap("optimize and analyze")
	if err := c.exec("COMMIT"); err != nil {
		return 0, nil, err
	}
	lap("commit")
	return n, parts, nil
}

// insert adds events, statementRows at a time.
func (c *conn) insert(ctx context.Context, batches <-chan batch) (n int, err error) {
	const row = "(?,?,?,?,?,?)"
	full, err := c.Prepare(insertEvents + strings.Repeat(row+",", statementRows-1) + row)
	if err != nil {
		return 0, err
	}
	defer full.Close()
	var args []driver.NamedValue
	add := func(values ...driver.Value) {
		for _, v := range values {
			args = append(args, driver.NamedValue{Ordinal: len(args) + 1, Value: v})
		}
	}
	flush := func(s driver.Stmt) error {
		// Query binds all values in one call of C; Exec makes a call for each.
		rows, err := s.(driver.StmtQueryContext).QueryContext(context.Background(), args)
		args = args[:0]
		if err != nil {
			return err
		}
		return rows.Close()
	}
	held := 0
	for b := range batches {
		if b.err != nil {
			return 0, b.err
		}
		for i := range b.events {
			e := &b.events[i]
			add(e.ID, e.Actor, e.Category, e.Action, e.Description, int64(e.Time))
			if held++; held == statementRows {
				if err := flush(full); err != nil {
					return 0, err
				}
				held = 0
			}
		}
		n += len(b.events)
	}
	if err := ctx.Err(); err != nil {
		return 0, err
	}
	if held == 0 {
		return n, nil
	}
	rest, err := c.Prepare(insertEvents + strings.Repeat(row+",", held-1) + row)
	if err != nil {
		return 0, err
	}
	defer rest.Close()
	return n, flush(rest)
}

// A batch of decoded events, or what ended them.
type batch struct {
	events []event.Event
	err    error
}

// ahead decodes in a goroutine of its own, as Daybook's import does. It ends
// with the first error, a rejected event included: the sample has none.
func ahead(ctx context.Context, events func(func(event.Event, error) bool)) <-chan batch {
	batches := make(chan batch, batchesAhead)
	go func() {
		defer close(batches)
		held := make([]event.Event, 0, batchEvents)
		send := func(b batch) bool {
			select {
			case batches <- b:
				return true
			case <-ctx.Done():
				return false
			}
		}
		for e, err := range events {
			if err != nil {
				send(batch{err: err})
				return
			}
			if held = append(held, e); len(held) == batchEvents {
				if !send(batch{events: held}) {
					return
				}
				held = make([]event.Event, 0, batchEvents)
			}
		}
		if len(held) > 0 {
			send(batch{events: held})
		}
	}()
	return batches
}

// conn is a connection without database/sql, which would only cost time here.
type conn struct{ *sqlite3.SQLiteConn }

func openConn(name string) (*conn, error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open(name)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return &conn{c.(*sqlite3.SQLiteConn)}, nil
}

// hasFTS5 is an error if SQLite was built without FTS5, which go-sqlite3 has
// only on demand.
func hasFTS5() error {
	c, err := openConn(":memory:")
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.exec("CREATE VIRTUAL TABLE words USING fts5 (text)"); err != nil {
		return fmt.Errorf("build with -tags sqlite_fts5: %w", err)
	}
	return nil
}

func (c *conn) exec(statements string) error {
	if _, err := c.ExecContext(context.Background(), statements, nil); err != nil {
		return fmt.Errorf("%s: %w", strings.TrimSpace(statements), err)
	}
	return nil
}

// query calls each with the values of every row; they are overwritten by the
// next row.
func (c *conn) query(statement string, args []driver.Value, each func(row []driver.Value) error) (err error) {
	named := make([]driver.NamedValue, len(args))
	for i, v := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: v}
	}
	rows, err := c.QueryContext(context.Background(), statement, named)
	if err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, len(rows.Columns()))
	for {
		switch err := rows.Next(row); {
		case err == io.EOF:
			return nil
		case err != nil:
			return fmt.Errorf("%s: %w", statement, err)
		}
		if err := each(row); err != nil {
			return err
		}
	}
}
