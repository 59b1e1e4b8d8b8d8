package window

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// heard are the events that the page receives, with their data: nil for none.
var heard = []struct {
	name string
	with reflect.Type
}{
	{EventTask, reflect.TypeFor[Task]()},
	{EventState, nil},
	{EventDrop, reflect.TypeFor[Drop]()},
	{EventClosing, reflect.TypeFor[Closing]()},
}

// A source has the parts of this package that reflection does not know: comments, the
// names of parameters, and the values of typed constants.
type source struct {
	docs   map[string]string   // of a type "T", a field "T.F", a method "M", a constant "C"
	files  map[string]string   // name of the file of a type, without its end
	params map[string][]string // names of the parameters of a method
	values map[string][]string // values of a string type
	consts map[string]string   // name of a constant, by its value
}

func readSource(dir string) (*source, error) {
	s := &source{map[string]string{}, map[string]string{}, map[string][]string{}, map[string][]string{}, map[string]string{}}
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			return nil, err
		}
		if file.Doc != nil {
			s.docs["package"] = file.Doc.Text()
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				s.method(d)
			case *ast.GenDecl:
				s.declaration(d, strings.TrimSuffix(filepath.Base(path), ".go"))
			}
		}
	}
	return s, nil
}

func (s *source) method(f *ast.FuncDecl) {
	if f.Recv == nil || !f.Name.IsExported() {
		return
	}
	if at, ok := f.Recv.List[0].Type.(*ast.StarExpr); !ok || slices.Contains([]string{"Window", "Opening"}, fmt.Sprint(at.X)) {
		return
	}
	s.docs[f.Name.Name] = f.Doc.Text()
	for _, p := range f.Type.Params.List {
		for _, name := range p.Names {
			s.params[f.Name.Name] = append(s.params[f.Name.Name], name.Name)
		}
	}
}

func (s *source) declaration(d *ast.GenDecl, file string) {
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			s.docs[spec.Name.Name], s.files[spec.Name.Name] = first(spec.Doc.Text(), d.Doc.Text()), file
			if of, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range of.Fields.List {
					for _, name := range field.Names {
						s.docs[spec.Name.Name+"."+name.Name] = first(field.Doc.Text(), field.Comment.Text())
					}
				}
			}
		case *ast.ValueSpec:
			if len(spec.Values) != 1 {
				continue
			}
			value, ok := spec.Values[0].(*ast.BasicLit)
			if !ok || value.Kind != token.STRING || d.Tok != token.CONST {
				continue
			}
			text, err := strconv.Unquote(value.Value)
			if err != nil {
				continue
			}
			if spec.Type == nil {
				s.docs[spec.Names[0].Name] = spec.Doc.Text()
				s.consts[text] = spec.Names[0].Name
				continue
			}
			of := fmt.Sprint(spec.Type)
			s.values[of] = append(s.values[of], text)
		}
	}
}

func first(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}

// index is the file of the page's types that has the methods and events, and all types of
// the others.
const index = "index"

// typeScript returns the package in dir as TypeScript declarations for the page, one file
// for each of the package's that has types that travel, by name: an interface for each
// struct, a union for each string type, and in the index the methods and the events. It
// fails for a type that does not reach the page intact.
func typeScript(dir string) (files map[string]string, err error) {
	s, err := readSource(dir)
	if err != nil {
		return nil, err
	}
	w := newWriter(s)
	all := []string{comment("", s.docs["package"]), w.methods(), w.events()}
	w.in = "" // no method names the Fault that it fails with
	w.named(reflect.TypeFor[Fault]())
	if w.err != nil {
		return nil, w.err
	}
	types := make(map[string][]string) // by file
	for _, name := range slices.Sorted(maps.Keys(w.texts)) {
		types[s.files[name]] = append(types[s.files[name]], w.texts[name])
	}
	var again strings.Builder
	for _, file := range slices.Sorted(maps.Keys(types)) {
		fmt.Fprintf(&again, "export type * from './%s';\n", file)
	}
	types[index] = append(all, again.String())
	files = make(map[string]string)
	for file, texts := range types {
		head := "// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.\n\n"
		if imports := w.imports(file); imports != "" {
			head += imports + "\n"
		}
		files[file+".ts"] = head + strings.Join(texts, "\n")
	}
	return files, nil
}

// A writer writes types in TypeScript, each of them once.
type writer struct {
	*source
	texts map[string]string          // of a type
	in    string                     // the file that is being written
	uses  map[string]map[string]bool // the types that a file names
	err   error
}

func newWriter(s *source) *writer {
	return &writer{source: s, texts: make(map[string]string), in: index, uses: make(map[string]map[string]bool)}
}

// imports returns the imports of a file.
func (w *writer) imports(file string) string {
	from := make(map[string][]string)
	for _, name := range slices.Sorted(maps.Keys(w.uses[file])) {
		if of := w.files[name]; of != file {
			from[of] = append(from[of], name)
		}
	}
	var b strings.Builder
	for _, of := range slices.Sorted(maps.Keys(from)) {
		fmt.Fprintf(&b, "import type { %s } from './%s';\n", strings.Join(from[of], ", "), of)
	}
	return b.String()
}

func (w *writer) methods() string {
	var b strings.Builder
	b.WriteString(comment("", "The methods that the page can call. None creates, edits or deletes an event."))
	b.WriteString("export interface Methods {\n")
	for m := range reflect.TypeFor[*Calls]().Methods() {
		b.WriteString(comment("  ", w.docs[m.Name]))
		var takes []string
		for i := 1; i < m.Type.NumIn(); i++ {
			name := "request"
			if names := w.params[m.Name]; i <= len(names) && len(names[i-1]) > 1 {
				name = names[i-1]
			}
			takes = append(takes, name+": "+w.typed(m.Type.In(i)))
		}
		gives := "void"
		if m.Type.NumOut() == 2 {
			gives = w.typed(m.Type.Out(0))
		}
		fmt.Fprintf(&b, "  %s(%s): Promise<%s>;\n", m.Name, strings.Join(takes, ", "), gives)
	}
	b.WriteString("}\n")
	return b.String()
}

func (w *writer) events() string {
	var b strings.Builder
	b.WriteString(comment("", "What the program sends of itself, with what comes along."))
	b.WriteString("export interface Events {\n")
	for _, e := range heard {
		with := "null"
		if e.with != nil {
			with = w.typed(e.with)
		}
		b.WriteString(comment("  ", w.docs[w.consts[e.name]]))
		fmt.Fprintf(&b, "  %s: %s;\n", e.name, with)
	}
	b.WriteString("}\n")
	return b.String()
}

// typed returns a type in TypeScript.
func (w *writer) typed(of reflect.Type) string {
	switch of.Kind() {
	case reflect.Pointer:
		return w.typed(of.Elem()) + " | null"
	case reflect.Slice:
		if of.Elem().Kind() == reflect.Uint8 || of.Elem().Kind() == reflect.Pointer {
			w.fail(of)
		}
		return w.typed(of.Elem()) + "[]"
	case reflect.Struct:
		return w.named(of)
	case reflect.String:
		if of.Name() == "string" {
			return "string"
		}
		return w.named(of)
	case reflect.Bool:
		return "boolean"
	case reflect.Int, reflect.Int64, reflect.Uint64, reflect.Float64: // below 2^53
		return "number"
	}
	w.fail(of)
	return "never"
}

func (w *writer) fail(of reflect.Type) {
	if w.err == nil {
		w.err = fmt.Errorf("a %s does not reach the page as it is", of)
	}
}

// named writes a type of this package, and returns its name.
func (w *writer) named(of reflect.Type) string {
	name := of.Name()
	if of.PkgPath() != reflect.TypeFor[Calls]().PkgPath() {
		w.fail(of)
		return name
	}
	if w.uses[w.in] == nil {
		w.uses[w.in] = make(map[string]bool)
	}
	w.uses[w.in][name] = true
	if _, ok := w.texts[name]; ok {
		return name
	}
	w.texts[name] = "" // it may name itself
	by := w.in
	w.in = w.files[name]
	w.texts[name] = comment("", w.docs[name]) + w.declared(of)
	w.in = by
	return name
}

// declared returns the declaration of a type of this package.
func (w *writer) declared(of reflect.Type) string {
	if of.Kind() == reflect.String {
		if len(w.values[of.Name()]) == 0 {
			w.fail(of)
		}
		var texts []string
		for _, value := range w.values[of.Name()] {
			texts = append(texts, "'"+value+"'")
		}
		return fmt.Sprintf("export type %s = %s;\n", of.Name(), strings.Join(texts, " | "))
	}
	var b strings.Builder
	fmt.Fprintf(&b, "export interface %s {\n", of.Name())
	for i := range of.NumField() {
		f := of.Field(i)
		name, also, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || also != "" && also != "omitempty" {
			w.fail(of)
		}
		if also == "omitempty" {
			name += "?"
		}
		b.WriteString(comment("  ", w.docs[of.Name()+"."+f.Name]))
		fmt.Fprintf(&b, "  %s: %s;\n", name, w.typed(f.Type))
	}
	b.WriteString("}\n")
	return b.String()
}

// comment converts a Go comment to TypeScript, "" for none.
func comment(indent, text string) string {
	const width = 100
	text = strings.TrimSpace(strings.ReplaceAll(text, "*/", "* /"))
	if text == "" {
		return ""
	}
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n\n") {
		if len(lines) > 0 {
			lines = append(lines, "")
		}
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && len([]rune(indent))+len([]rune(line))+len([]rune(word))+8 > width {
				lines = append(lines, line)
				line = ""
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		lines = append(lines, line)
	}
	if len(lines) == 1 {
		return indent + "/** " + lines[0] + " */\n"
	}
	var b strings.Builder
	b.WriteString(indent + "/**\n")
	for _, line := range lines {
		b.WriteString(strings.TrimRight(indent+" * "+line, " ") + "\n")
	}
	b.WriteString(indent + " */\n")
	return b.String()
}
