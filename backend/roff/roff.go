// Package roff writes manual pages for man, in the macros of man(7).
//
// Texts are given as people read them: paragraphs with an empty line between them,
// in which indented lines stay as they are. Text that roff would take for a request
// or an escape is made harmless, and a hyphen stays a hyphen that can be copied
// into a shell.
package roff

import (
	"fmt"
	"strings"
)

// A Page is a manual page that is written part by part.
type Page struct {
	b     strings.Builder
	begun bool // whether the section has text, from which the next text must be parted
}

// New begins the page of a program: its name, the section of the manual, its date
// (2026-11-29), and the release of the program.
func New(name string, section int, day, release string) *Page {
	p := &Page{}
	// A date with escapes in it would not be recognized as a date.
	day = strings.ReplaceAll(escape(day), `\-`, "-")
	fmt.Fprintf(&p.b, ".TH %s %d \"%s\" \"%s\" \"User Commands\"\n", escape(strings.ToUpper(name)), section, day, escape(name+" "+release))
	// No hyphens and no spaces are added that the text does not have.
	p.b.WriteString(".nh\n.ad l\n.ss 12 0\n")
	// groff has no such sign where its output is ASCII.
	p.b.WriteString(`.if '\*(.T'ascii' .char \[u2026] ...` + "\n")
	return p
}

// String returns the source of the page.
func (p *Page) String() string { return p.b.String() }

// A Markup is text for one line of a page, made by Plain, Bold or Italic and
// joined with +.
type Markup string

// Plain returns text without emphasis.
func Plain(s string) Markup { return Markup(escape(s)) }

// Bold marks text that the user types literally.
func Bold(s string) Markup { return Markup(`\fB` + escape(s) + `\fR`) }

// Italic marks a placeholder, which the user replaces.
func Italic(s string) Markup { return Markup(`\fI` + escape(s) + `\fR`) }

// Section begins a section.
func (p *Page) Section(title string) { p.heading("SH", title) }

// Subsection begins a part of a section.
func (p *Page) Subsection(title string) { p.heading("SS", title) }

func (p *Page) heading(macro, title string) {
	fmt.Fprintf(&p.b, ".%s \"%s\"\n", macro, escape(title))
	p.begun = false
}

// Name writes the section NAME: the name of the program and its purpose, in one
// line.
func (p *Page) Name(name, summary string) {
	p.Section("NAME")
	p.b.WriteString(escape(name) + ` \- ` + escape(summary) + "\n")
}

// Synopsis writes a section with the ways to call the program.
func (p *Page) Synopsis(lines ...Markup) {
	p.Section("SYNOPSIS")
	p.b.WriteString(".nf\n")
	for _, line := range lines {
		p.b.WriteString(unread(string(line)) + "\n")
	}
	p.b.WriteString(".fi\n")
}

// Text writes paragraphs, and writes indented lines as they are.
func (p *Page) Text(text string) {
	for _, block := range blocks(text) {
		if p.begun {
			p.b.WriteString(".PP\n")
		}
		p.begun = true
		if block.verbatim {
			p.b.WriteString(".RS 2\n.nf\n")
			for _, line := range block.lines {
				p.b.WriteString(unread(escape(strings.TrimPrefix(line, "  "))) + "\n")
			}
			p.b.WriteString(".fi\n.RE\n")
			continue
		}
		p.fill(strings.Join(block.lines, " "))
	}
}

// Item writes a term, and its meaning indented under it.
func (p *Page) Item(term Markup, meaning string) {
	p.b.WriteString(".TP\n" + unread(string(term)) + "\n")
	p.fill(meaning)
	p.begun = true
}

// widest is the greatest length of a line of the source; linters of manual pages
// complain of longer lines.
const widest = 78

// fill writes words that the reader's man breaks into lines.
func (p *Page) fill(text string) {
	line := ""
	end := func() {
		if line != "" {
			p.b.WriteString(unread(line) + "\n")
		}
		line = ""
	}
	for _, word := range strings.Fields(text) {
		word = escape(word)
		if line != "" && len(line)+1+len(word) > widest {
			end()
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	end()
}

// A block is some lines of a text that belong together.
type block struct {
	lines    []string
	verbatim bool
}

func blocks(text string) []block {
	var out []block
	begin := true
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if line == "" {
			begin = true
			continue
		}
		verbatim := strings.HasPrefix(line, "  ")
		if begin || out[len(out)-1].verbatim != verbatim {
			out = append(out, block{verbatim: verbatim})
		}
		begin = false
		last := &out[len(out)-1]
		last.lines = append(last.lines, line)
	}
	return out
}

// escape returns text that roff prints as it is. Characters that could begin a
// request at the start of a line, except for the apostrophe, are left to unread.
func escape(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\\':
			b.WriteString(`\e`)
		case r == '-':
			b.WriteString(`\-`)
		case r == '\'':
			b.WriteString(`\(aq`)
		case r == '"':
			b.WriteString(`\(dq`)
		case r == '`':
			b.WriteString(`\(ga`)
		case r == '^':
			b.WriteString(`\(ha`)
		case r == '~':
			b.WriteString(`\(ti`)
		case r == '\n' || r == '\t':
			b.WriteByte(' ')
		case r > '~':
			fmt.Fprintf(&b, `\[u%04X]`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unread keeps a line of text from being read as a request.
func unread(line string) string {
	if strings.HasPrefix(line, ".") {
		return `\&` + line
	}
	return line
}
