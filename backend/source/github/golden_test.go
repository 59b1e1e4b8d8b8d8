package github_test

import (
	"testing"

	"daybook/backend/source/github"
	"daybook/backend/source/sourcetest"
)

func TestGolden(t *testing.T) { sourcetest.Golden(t, github.Source) }

func FuzzRecord(f *testing.F) { sourcetest.Fuzz(f, github.Source) }
