package ingest

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"daybook/backend/container"
	"daybook/backend/event"
	"daybook/backend/numbers"

	"github.com/stretchr/testify/require"
)

func TestWhatUnpacksTooFarIsAnErrorForTheFile(t *testing.T) {
	bomb := func(head string) string { return head + strings.Repeat(" ", 12<<20) }
	for name, data := range map[string][]byte{
		"gzip":        gzipped(bomb("")),
		"gzip later":  gzipped(bomb(feedRecord("a") + "\n")),
		"zip":         zipped(t, entry{name: "a", text: bomb("")}),
		"gzip in zip": zipped(t, entry{name: "a", text: string(gzipped(bomb("")))}, entry{name: "b", text: feedRecord("a")}),
		"gzip stored": zipped(t, entry{name: "a", text: string(gzipped(bomb(feedRecord("a") + "\n"))), stored: true}),
		"zip later":   zipped(t, entry{name: "a", text: bomb(feedRecord("a") + "\n")}),
	} {
		_, err := readAll(data, Options{})
		require.ErrorIs(t, err, container.ErrBomb, name)
		require.NotErrorIs(t, err, ErrNotEvents)
	}
	// A small output has no bound on its ratio.
	out, err := readAll(gzipped(feedRecord("a")+"\n"+strings.Repeat(" ", 9<<20)), Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a"}, out.ids())
}

// Entries of a zip may share their bytes, so that each is within bounds and all
// together are not.
func TestAZipWhoseEntriesShareTheirBytesIsAnError(t *testing.T) {
	filler := make([]byte, 9<<20)
	for i := range filler {
		filler[i] = ' '
	}
	data := zipped(t, entry{name: "a", text: feedRecord("a") + "\n" + string(filler)})
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	// A directory that names the only entry many times.
	directory := data[bytes.Index(data, []byte("PK\x01\x02")):bytes.Index(data, []byte("PK\x05\x06"))]
	body := data[:len(data)-len(directory)-22]
	require.Len(t, z.File, 1)
	const times = 50
	end := bytes.Clone(data[len(data)-22:])
	end[8], end[10] = times, times
	n := len(directory) * times
	end[12], end[13], end[14] = byte(n), byte(n>>8), byte(n>>16)
	shared := append(append(bytes.Clone(body), bytes.Repeat(directory, times)...), end...)
	_, err = readAll(shared, Options{})
	require.ErrorIs(t, err, container.ErrBomb)
}

// Data that is packed twice is bounded by the zip as a whole, too.
func TestAZipWhoseEntriesShareGzipDataIsAnError(t *testing.T) {
	inner := gzipped(feedRecord("a") + "\n" + strings.Repeat(" ", 9<<20))
	data := zipped(t, entry{name: "a", text: string(inner), stored: true})
	local := data[:bytes.Index(data, []byte("PK\x01\x02"))]
	directory := data[len(local) : len(data)-22]
	const times = 30
	end := bytes.Clone(data[len(data)-22:])
	end[8], end[10] = times, times
	n := len(directory) * times
	end[12], end[13], end[14] = byte(n), byte(n>>8), byte(n>>16)
	_, err := readAll(append(append(bytes.Clone(local), bytes.Repeat(directory, times)...), end...), Options{})
	require.ErrorIs(t, err, container.ErrBomb)
}

func TestAPackedFileIsProvenBeforeItIsRead(t *testing.T) {
	good := gzipped(lined(feedRecords(300)...))
	bad := good[:len(good)-7]
	prove := func(data []byte) error {
		f, err := Open(bytes.NewReader(data), int64(len(data)), "x", Options{})
		require.NoError(t, err)
		return f.Prove(t.Context())
	}
	require.NoError(t, prove(good))
	require.ErrorContains(t, prove(bad), "its packed data is cut short")
	for _, stored := range []bool{true, false} {
		require.NoError(t, prove(zipped(t, entry{name: "a.gz", text: string(good), stored: stored})))
		require.ErrorContains(t, prove(zipped(t, entry{name: "a.gz", text: string(bad), stored: stored})), "a.gz: its packed data is cut short")
	}
	require.NoError(t, prove([]byte(feedRecord("a"))), "what is not packed cannot be damaged so")
}

func TestAZipOfTooManyEntriesIsRefused(t *testing.T) {
	var many []entry
	for i := range container.MaxEntries + 1 {
		many = append(many, entry{name: fmt.Sprint(i), stored: true})
	}
	require.Contains(t, refusal(t, zipped(t, many...)), "a zip with more than 10,000 entries")
	for i := range many {
		many[i].name = strings.Repeat("x", 1000)
	}
	require.Contains(t, refusal(t, zipped(t, many[:9000]...)), "a zip with more than 10,000 entries")
}

func TestAZipEntryThatCannotBeReadIsNamed(t *testing.T) {
	data := zipped(t, entry{name: "a", text: feedRecord("a"), stored: true}, entry{name: "b", text: feedRecord("b"), stored: true})
	local, central := bytes.Index(data, []byte("PK\x03\x04")), bytes.Index(data, []byte("PK\x01\x02"))
	encrypted := bytes.Clone(data)
	encrypted[local+6] |= 1
	encrypted[central+8] |= 1
	out, err := readAll(encrypted, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"b"}, out.ids())
	require.Equal(t, []string{"a: it is encrypted: unpack it with its password first"}, out.rejected)
	packed := bytes.Clone(data)
	packed[local+8], packed[central+10] = 14, 14
	out, err = readAll(packed, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{"a: it is packed by method 14, which is not read here: unpack it first"}, out.rejected)
}

func TestADamagedContainerIsAnErrorForTheFile(t *testing.T) {
	text := lined(feedRecords(20)...)
	z := gzipped(text)
	for cut := 1; cut < len(z); cut++ {
		if _, err := readAll(z[:cut], Options{}); cut > 2 {
			require.ErrorContains(t, err, "cut short", cut)
			require.NotErrorIs(t, err, ErrNotEvents)
		}
	}
	crc := bytes.Clone(z)
	crc[len(crc)-6] ^= 1
	_, err := readAll(crc, Options{})
	require.ErrorContains(t, err, "its packed data is damaged")
	for _, more := range []string{"\x1f\x8b", "\x1f\x8b\x08\x00\x00", "\x1f\x8b not a member at all"} {
		_, err = readAll(append(bytes.Clone(z), more...), Options{})
		require.ErrorContains(t, err, "its packed data is ", more)
		require.NotContains(t, err.Error(), "EOF")
	}

	stored := zipped(t, entry{name: "a", text: text, stored: true})
	i := bytes.Index(stored, []byte("ann@"))
	stored[i] = 'b'
	_, err = readAll(stored, Options{})
	require.ErrorContains(t, err, "its packed data is damaged")
}

// gzip reads such files, too.
func TestWhatFollowsPackedDataDoesNotHideIt(t *testing.T) {
	for _, text := range []string{lined(feedRecords(3)...), "[" + strings.Join(feedRecords(3), ",") + "]", lined(feedHeader, feedRow("a"), feedRow("b"), feedRow("c"))} {
		z := gzipped(text)
		two := append(bytes.Clone(z), gzipped("\n")...)
		for _, packed := range [][]byte{z, two} {
			out, err := readAll(append(bytes.Clone(packed), make([]byte, 1500)...), Options{})
			require.NoError(t, err)
			require.Equal(t, []string{"a", "b", "c"}, out.ids())
			require.Empty(t, out.rejected)
			require.Equal(t, []string{"1,500 zero bytes follow the packed data, as padding does"}, out.file.Notes())

			for _, more := range []string{"\x1f", "x", "\x00\x00x", feedRecord("lost") + "\n", strings.Repeat("long ", 100_000)} {
				data := append(bytes.Clone(packed), more...)
				out, err := readAll(data, Options{})
				require.NoError(t, err)
				require.Equal(t, []string{"a", "b", "c"}, out.ids())
				require.Equal(t, []string{fmt.Sprintf("behind the packed data: what follows is not packed and was not read (%s bytes): was something appended to the file?", numbers.Grouped(int64(len(more))))}, out.rejected)
				require.Empty(t, out.file.Notes())
				sum, err := out.file.SHA256()
				require.NoError(t, err)
				require.Equal(t, event.Hash(sha256.Sum256(data)), sum)
			}
		}
	}
}
