package ingest

import (
	"bytes"
	"unicode/utf8"
)

// foreign recognises by its first bytes what is no text of events, so that the
// refusal can say what it is.
func foreign(head []byte) error {
	switch {
	case isGzip(head), isZip(head):
		return notEventsf("it is an archive inside an archive: unpack the outer one and import what is in it")
	}
	for _, k := range known {
		if len(head) > k.at && bytes.HasPrefix(head[k.at:], []byte(k.magic)) {
			return notEventsf("it is %s", k.name)
		}
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	for _, k := range markup {
		if len(text) >= len(k.magic) && bytes.EqualFold(text[:len(k.magic)], []byte(k.magic)) {
			return notEventsf("it is %s", k.name)
		}
	}
	if noText(head) {
		return notEventsf("it is no text")
	}
	return nil
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte("\x1F\x8B")) }

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) ||
		bytes.HasPrefix(head, []byte("PK\x07\x08"))
}

var known = []struct {
	at    int
	magic string
	name  string
}{
	{0, "%PDF-", "a PDF document"},
	{0, "\x7FELF", "a program (ELF)"},
	{0, "MZ", "a program for Windows"},
	{0, "\xCF\xFA\xED\xFE", "a program for macOS"},
	{0, "\xCA\xFE\xBA\xBE", "a program for macOS, or Java's"},
	{0, "#!", "a script"},
	{0, "\x89PNG", "a picture (PNG)"},
	{0, "\xFF\xD8\xFF", "a picture (JPEG)"},
	{0, "GIF8", "a picture (GIF)"},
	{0, "SQLite format 3\x00", "an SQLite database"},
	{0, "7z\xBC\xAF\x27\x1C", "a 7z archive: unpack it first"},
	{0, "Rar!", "a RAR archive: unpack it first"},
	{0, "BZh", "bzip2 data: unpack it first"},
	{0, "\xFD7zXZ", "xz data: unpack it first"},
	{0, "\x28\xB5\x2F\xFD", "zstd data: unpack it first"},
	{257, "ustar", "a tar archive: unpack it first"},
	{0, "PAR1", "a Parquet file: export JSON or CSV instead"},
	{0, "Obj\x01", "an Avro file: export JSON or CSV instead"},
	{0, "\xD0\xCF\x11\xE0", "an old Office document: save it as CSV and import that"},
	{0, "ElfFile\x00", "a Windows event log: Daybook does not read those"},
	{0, "{\\rtf", "a rich text document"},
}

var markup = []struct{ magic, name string }{
	{"<!doctype html", "a web page: was it saved while signed out?"},
	{"<html", "a web page: was it saved while signed out?"},
	{"<?xml", "XML: Daybook reads JSON and CSV"},
	{"<", "markup: Daybook reads JSON and CSV"},
}

// noText reports whether head has bytes that no text starts with.
func noText(head []byte) bool {
	head = head[:min(len(head), 512)]
	if len(head) > 0 && head[0] == 0 {
		return true
	}
	odd, control := 0, false
	for i := 0; i < len(head); {
		r, n := utf8.DecodeRune(head[i:])
		switch {
		case r == utf8.RuneError && n == 1 && i+utf8.UTFMax <= len(head):
			odd++
		case r < 0x20 && !isBlank(byte(r)) && r != '\f' && r != 0x1B:
			odd++
			control = true
		}
		i += n
	}
	return control && odd*20 > len(head)
}
