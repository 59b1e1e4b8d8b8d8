package instance

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	ofNet = regexp.MustCompile(`\bnet\.(\w+)`)
	dials = regexp.MustCompile(`(?:Dial|DialTimeout|ListenUnix)\((.)?(\w*)`)
)

// beyondSockets returns the names of net that a source uses and that can reach
// beyond a socket of this computer.
func beyondSockets(source []byte) (found []string) {
	for _, use := range ofNet.FindAllSubmatch(source, -1) {
		if !slices.Contains([]string{"Conn", "Dialer", "DialTimeout", "ErrClosed", "ListenUnix", "UnixAddr", "UnixListener"}, string(use[1])) {
			found = append(found, fmt.Sprintf("net.%s is used", use[1]))
		}
	}
	for _, use := range dials.FindAllSubmatch(source, -1) {
		if string(use[1]) != `"` || string(use[2]) != "unix" {
			found = append(found, fmt.Sprintf("%s names no local socket", use[0]))
		}
	}
	return found
}

// TestNothingOfNetIsUsedButLocalSockets keeps Daybook offline: no other package
// imports net.
func TestNothingOfNetIsUsedButLocalSockets(t *testing.T) {
	sources, err := filepath.Glob("*.go")
	require.NoError(t, err)
	found := 0
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		data, err := os.ReadFile(name)
		require.NoError(t, err)
		for _, fault := range beyondSockets(data) {
			require.Fail(t, fault, name)
		}
		found += bytes.Count(data, []byte(`"unix"`))
	}
	require.Positive(t, found)
	require.NotEmpty(t, beyondSockets([]byte(`net.Dial("tcp", "example.com:80")`)))
	require.NotEmpty(t, beyondSockets([]byte(`net.DialTimeout(network, at, slowest)`)))
	require.NotEmpty(t, beyondSockets([]byte(`net.LookupHost("example.com")`)))
}
