package googleworkspace_test

import (
	"testing"

	"daybook/backend/source/googleworkspace"
	"daybook/backend/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, googleworkspace.Source) }

func FuzzRecord(f *testing.F) { sourcetest.Fuzz(f, googleworkspace.Source) }
