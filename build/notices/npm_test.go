package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

const lockFile = `{"packages": {
	"": {"name": "page"},
	"node_modules/inside": {"version": "1.0.0"},
	"node_modules/inside/node_modules/@scope/nested": {"version": "2.0.0"},
	"node_modules/tool": {"version": "3.0.0", "dev": true},
	"node_modules/test-only": {"version": "4.0.0", "dev": true}
}}`

func page(t *testing.T) string {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "package-lock.json"), lockFile)
	put(t, filepath.Join(dir, "node_modules/inside/package.json"), `{"version": "1.0.0", "license": "MIT"}`)
	put(t, filepath.Join(dir, "node_modules/inside/node_modules/@scope/nested/package.json"), `{"version": "2.0.0", "license": "ISC"}`)
	put(t, filepath.Join(dir, "node_modules/tool/package.json"), `{"version": "3.0.0"}`)
	return dir
}

func TestWhatThePageIsMadeOfIsInsideAndWhatOnlyTestsUseIsNot(t *testing.T) {
	found, err := npmPackages(page(t), []string{"tool"})
	require.NoError(t, err)
	var names []string
	for _, c := range found {
		names = append(names, c.String()+" "+c.declared)
	}
	require.Equal(t, []string{"npm package @scope/nested 2.0.0 ISC", "npm package inside 1.0.0 MIT", "npm package tool 3.0.0 "}, names)
}

func TestAPackageThatIsNotInstalledAsLockedIsAnError(t *testing.T) {
	dir := page(t)
	put(t, filepath.Join(dir, "node_modules/inside/package.json"), `{"version": "1.0.1"}`)
	_, err := npmPackages(dir, nil)
	require.EqualError(t, err, "npm package inside 1.0.0: installed is 1.0.1, run npm ci")

	put(t, filepath.Join(dir, "package-lock.json"), `{"packages": {"node_modules/other": {"version": "1.0.0"}}}`)
	_, err = npmPackages(dir, nil)
	require.ErrorContains(t, err, "npm package other 1.0.0 is not installed, run npm ci: ")
}

func TestAToolThatThePageIsNotMadeWithAnyMoreIsAnError(t *testing.T) {
	_, err := npmPackages(page(t), []string{"gone"})
	require.ErrorContains(t, err, "has no gone, of which rules.go says that it leaves code in the page")
}

func TestALockFileThatCannotBeReadIsAnErrorThatNamesIt(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "package-lock.json"), "{")
	_, err := npmPackages(dir, nil)
	require.ErrorContains(t, err, "package-lock.json: ")
}
