package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"daybook/backend/archive"
	"daybook/backend/desk"
)

func sampleCommand() *command {
	events, seed, wait := desk.SampleEvents, uint64(desk.SampleSeed), time.Duration(0)
	return &command{
		name:      "sample",
		arguments: "ARCHIVE",
		words:     []word{{kind: archiveFolder}},
		summary:   "fill an archive with made-up events, to look around",
		about: `Makes the archive if it is not there, and puts the events of a made-up workspace
into it. The same number and seed give the same events. An archive that holds
anything else is refused, since events cannot be taken out again.
`,
		flags: []flag{
			countFlag("--events", "N", &events, 1, 100_000_000, `How many events. (20,000)`),
			{name: "--seed", value: "N", help: `Which workspace. (1)`, set: func(s string) error {
				n, err := strconv.ParseUint(s, 10, 64)
				if err != nil {
					return errors.New("it is a whole number from 0")
				}
				seed = n
				return nil
			}},
			waitFlag(&wait),
		},
		examples: `  daybook sample Sample.daybook
  daybook sample big.daybook --events 1000000 --seed 7
`,
		takes: oneArchive,
		run: func(ctx context.Context, c *call) (err error) {
			a, err := openSample(ctx, c, c.args[0], wait)
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, a.Close()) }()
			p := c.progress()
			report, err := desk.FillSample(ctx, a, seed, events, p.importing(desk.SampleSource))
			p.clear()
			untidy, in := errors.AsType[*desk.Untidy](err)
			switch {
			case err != nil && !in && ctx.Err() != nil:
				c.say("stopped; no event was added")
				return errStopped
			case err != nil && !in:
				return err
			}
			if err := c.report(desk.SampleSource, report, false); err != nil || !in {
				return err
			}
			return untidy
		},
	}
}

// openSample opens an archive that holds nothing but samples, and makes it if
// it does not exist.
func openSample(ctx context.Context, c *call, dir string, wait time.Duration) (*archive.Archive, error) {
	if entries, err := os.ReadDir(dir); errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		a, err := archive.Create(ctx, dir, c.archiveOptions(wait))
		if err != nil {
			return nil, desk.Making(dir, err)
		}
		return a, nil
	}
	a, err := c.open(ctx, dir, wait)
	if err != nil {
		return nil, err
	}
	only, err := desk.OnlySample(a)
	if err == nil && !only {
		err = fmt.Errorf("%s holds imported events, and made-up ones could not be taken out again; choose another name", dir)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}
