package cloudtrail_test

import (
	"testing"

	"daybook/backend/source/cloudtrail"
	"daybook/backend/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, cloudtrail.Source) }

func FuzzRecord(f *testing.F) { sourcetest.Fuzz(f, cloudtrail.Source) }
