package feed_test

import (
	"testing"

	"daybook/backend/source/feed"
	"daybook/backend/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, feed.Source) }

func FuzzRecord(f *testing.F) { sourcetest.Fuzz(f, feed.Source) }
