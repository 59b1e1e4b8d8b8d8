package ingest

import (
	"bytes"
	"unicode/utf8"

	"daybook/backend/container"
	"daybook/backend/strictjson"
)

// foreign recognises by its first bytes a file that is not a text of events, so
// that the refusal can say what it is.
func foreign(head []byte) error {
	switch {
	case container.IsGzip(head), container.IsZip(head):
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

// saveAs is the advice for a workbook.
const saveAs = "save it as CSV UTF-8 (.csv) and import that"

// packedKinds are kinds of files that are zips, each known by an entry that
// all its files have.
var packedKinds = []struct{ entry, name string }{
	{"xl/workbook.xml", "an Excel workbook (.xlsx): " + saveAs},
	{"xl/workbook.bin", "an Excel workbook (.xlsb): " + saveAs},
	{"word/document.xml", "a Word document (.docx): " + saveAs},
	{"[Content_Types].xml", "an Office document or workbook: " + saveAs},
	{"Index/Document.iwa", "a Numbers or Pages document: export it as CSV in UTF-8 and import that"},
	{"Index.zip", "a Numbers or Pages document: export it as CSV in UTF-8 and import that"},
	{"META-INF/MANIFEST.MF", "a Java archive"},
	{"content.xml", "an OpenDocument file, such as a spreadsheet (.ods): " + saveAs},
}

var known = []struct {
	at    int
	magic string
	name  string
}{
	{0, "%PDF-", "a PDF document: ask for the export as JSON or CSV"},
	{0, "\x7FELF", "a program (ELF)"},
	{0, "MZ", "a program for Windows"},
	{0, "\xCF\xFA\xED\xFE", "a program for macOS"},
	{0, "\xCA\xFE\xBA\xBE", "a program for macOS, or Java's"},
	{0, "#!", "a script"},
	{0, "\x89PNG", "a picture (PNG)"},
	{0, "\xFF\xD8\xFF", "a picture (JPEG)"},
	{0, "GIF8", "a picture (GIF)"},
	{0, "SQLite format 3\x00", "an SQLite database: export the table as JSON or CSV and import that"},
	{0, "7z\xBC\xAF\x27\x1C", "a 7z archive: unpack it first"},
	{0, "Rar!", "a RAR archive: unpack it first"},
	{0, "BZh", "bzip2 data: unpack it first"},
	{0, "\xFD7zXZ", "xz data: unpack it first"},
	{0, "\x28\xB5\x2F\xFD", "zstd data: unpack it first"},
	{257, "ustar", "a tar archive: unpack it first"},
	{0, "PAR1", "a Parquet file: export JSON or CSV instead"},
	{0, "Obj\x01", "an Avro file: export JSON or CSV instead"},
	{0, "ORC", "an ORC file: export JSON or CSV instead"},
	{0, "ARROW1", "an Arrow file: export JSON or CSV instead"},
	{8, "DUCK", "a DuckDB database: export the table as JSON or CSV and import that"},
	{0, "\xD0\xCF\x11\xE0", "an Office document or workbook, an old one or one with a password: " + saveAs},
	{0, "ElfFile\x00", "a Windows event log (.evtx), which Daybook does not read"},
	{0, "bplist00", "a property list of macOS, which Daybook does not read"},
	{0, "{\\rtf", "a rich text document: save it as plain text in UTF-8 and import that"},
}

var markup = []struct{ magic, name string }{
	{"<!doctype html", "a web page (HTML): was it saved while signed out? Export JSON or CSV instead"},
	{"<html", "a web page (HTML): was it saved while signed out? Export JSON or CSV instead"},
	{"<?xml", "XML: export JSON or CSV instead"},
	{"<", "markup: export JSON or CSV instead"},
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
		case r < 0x20 && !strictjson.IsBlank(byte(r)) && r != '\f' && r != 0x1B:
			odd++
			control = true
		}
		i += n
	}
	return control && odd*20 > len(head)
}
