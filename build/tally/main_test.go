package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCountsTestsAndShowsWhatFailedOnesSaid(t *testing.T) {
	const in = `{"Action":"start","Package":"a"}
{"Action":"run","Package":"a","Test":"TestGood"}
{"Action":"output","Package":"a","Test":"TestGood","Output":"=== RUN   TestGood\n"}
{"Action":"output","Package":"a","Test":"TestGood","Output":"    x_test.go:1: chatter\n"}
{"Action":"pass","Package":"a","Test":"TestGood"}
{"Action":"output","Package":"a","Test":"TestBad","Output":"    x_test.go:2: went wrong\n"}
{"Action":"output","Package":"a","Test":"TestBad","Output":"--- FAIL: TestBad (0.00s)\n"}
{"Action":"fail","Package":"a","Test":"TestBad"}
{"Action":"skip","Package":"a","Test":"TestLong"}
{"Action":"output","Package":"a","Output":"FAIL\ta\t0.1s\n"}
{"Action":"fail","Package":"a"}
{"Action":"output","Package":"b","Output":"?   \tb\t[no test files]\n"}
{"Action":"skip","Package":"b"}
`
	var out strings.Builder
	failed, err := tally(strings.NewReader(in), &out)
	require.NoError(t, err)
	require.True(t, failed)
	require.Equal(t, "    x_test.go:2: went wrong\n--- FAIL: TestBad (0.00s)\nFAIL\ta\t0.1s\n1 passed, 1 failed, 1 skipped\n", out.String())
}

func TestAllPassed(t *testing.T) {
	var out strings.Builder
	failed, err := tally(strings.NewReader(`{"Action":"pass","Package":"a","Test":"TestGood"}
{"Action":"output","Package":"a","Output":"PASS\n"}
{"Action":"output","Package":"a","Output":"ok  \ta\t0.1s\n"}
{"Action":"pass","Package":"a"}
`), &out)
	require.NoError(t, err)
	require.False(t, failed)
	require.Equal(t, "ok  \ta\t0.1s\n1 passed, 0 failed\n", out.String())
}

func TestAPackageThatDoesNotBuildIsAFailure(t *testing.T) {
	var out strings.Builder
	failed, err := tally(strings.NewReader(`{"ImportPath":"a","Action":"build-output","Output":"a.go:1:1: syntax error\n"}
{"ImportPath":"a","Action":"build-fail"}
{"Action":"output","Package":"a","Output":"FAIL\ta [build failed]\n"}
{"Action":"fail","Package":"a","FailedBuild":"a"}
`), &out)
	require.NoError(t, err)
	require.True(t, failed)
	require.Equal(t, "a.go:1:1: syntax error\nFAIL\ta [build failed]\n0 passed, 1 failed\n", out.String())
}

func TestAPanicShowsTheTestThatNeverEnded(t *testing.T) {
	var out strings.Builder
	failed, err := tally(strings.NewReader(`{"Action":"output","Package":"a","Test":"TestPanics","Output":"panic: oh\n"}
{"Action":"output","Package":"a","Output":"FAIL\ta\t0.1s\n"}
{"Action":"fail","Package":"a"}
`), &out)
	require.NoError(t, err)
	require.True(t, failed)
	require.Contains(t, out.String(), "panic: oh\n")
	require.Contains(t, out.String(), "0 passed, 1 failed\n")
}

func TestNothingAtAllIsAFailure(t *testing.T) {
	failed, err := tally(strings.NewReader("go: cannot find main module\n"), new(strings.Builder))
	require.NoError(t, err)
	require.True(t, failed)
}
