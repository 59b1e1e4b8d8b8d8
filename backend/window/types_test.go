package window

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A contract is what the window's side says of the types that travel, in
// frontend/src/api/types*.ts: interfaces with their fields, and the names that
// stand for some texts.
type contract struct {
	interfaces map[string]map[string]string // name, field, type
	texts      map[string]bool              // 'light' | 'dark'
}

var (
	tsComment   = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	tsInterface = regexp.MustCompile(`(?s)export interface (\w+) \{(.*?)\n\}`)
	tsField     = regexp.MustCompile(`(?m)^ {2}(\w+)(\??): ([^;]+);$`)
	tsMethod    = regexp.MustCompile(`(?m)^ {2}(\w+)\((?:(.*))\): Promise<(.*)>;$`)
	tsTexts     = regexp.MustCompile(`export type (\w+) =((?:\s*\|?\s*'[^']*')+);`)
)

func readContract(t *testing.T, sources ...string) contract {
	t.Helper()
	c := contract{make(map[string]map[string]string), make(map[string]bool)}
	for _, source := range sources {
		source = tsComment.ReplaceAllString(source, "")
		for _, m := range tsTexts.FindAllStringSubmatch(source, -1) {
			c.texts[m[1]] = true
		}
		for _, m := range tsInterface.FindAllStringSubmatch(source, -1) {
			fields := make(map[string]string)
			for _, f := range tsField.FindAllStringSubmatch(m[2], -1) {
				if f[2] != "" {
					f[3] += " | undefined"
				}
				fields[f[1]] = f[3]
			}
			for _, f := range tsMethod.FindAllStringSubmatch(m[2], -1) {
				fields[f[1]] = "(" + parameters(f[2]) + ") " + f[3]
			}
			require.Len(t, fields, strings.Count(m[2], ";"), "not all of %s was understood", m[1])
			c.interfaces[m[1]] = fields
		}
	}
	return c
}

// parameters are the types of "request: QueryRequest, zone: string".
func parameters(list string) string {
	var types []string
	for one := range strings.SplitSeq(list, ", ") {
		if _, of, ok := strings.Cut(one, ": "); ok {
			types = append(types, of)
		}
	}
	return strings.Join(types, ", ")
}

// drift is what the window's side of a type must be, where it is not that; and
// the same of all types within it, each once.
func (c contract) drift(of reflect.Type, seen map[reflect.Type]bool) (found []string) {
	switch of.Kind() {
	case reflect.Pointer, reflect.Slice:
		return c.drift(of.Elem(), seen)
	case reflect.Struct:
	default:
		return nil
	}
	if seen[of] {
		return nil
	}
	seen[of] = true
	fields, ok := c.interfaces[of.Name()]
	if !ok {
		return []string{"there is no interface " + of.Name()}
	}
	left := make(map[string]bool)
	for name := range fields {
		left[name] = true
	}
	for i := range of.NumField() {
		name, also, _ := strings.Cut(of.Field(i).Tag.Get("json"), ",")
		got, optional := strings.CutSuffix(fields[name], " | undefined")
		if !c.agrees(of.Field(i).Type, got) || optional != (also == "omitempty") {
			found = append(found, of.Name()+"."+name+": "+c.wanted(of.Field(i).Type)+", not "+fields[name])
		}
		delete(left, name)
		found = append(found, c.drift(of.Field(i).Type, seen)...)
	}
	for name := range left {
		found = append(found, of.Name()+"."+name+" is only in the window")
	}
	return found
}

// wanted is how the window's side writes a type.
func (c contract) wanted(of reflect.Type) string {
	switch of.Kind() {
	case reflect.Pointer:
		return c.wanted(of.Elem()) + " | null"
	case reflect.Slice:
		return c.wanted(of.Elem()) + "[]"
	case reflect.Struct:
		return of.Name()
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "boolean"
	default:
		return "number"
	}
}

var someTexts = regexp.MustCompile(`^'[^']*'( \| '[^']*')*$`)

// agrees is whether got is what is wanted; for a text, some texts will do.
func (c contract) agrees(of reflect.Type, got string) bool {
	if of.Kind() == reflect.Slice {
		element, ok := strings.CutSuffix(got, "[]")
		return ok && c.agrees(of.Elem(), element)
	}
	return got == c.wanted(of) || of.Kind() == reflect.String && (c.texts[got] || someTexts.MatchString(got))
}

// driftOfMethods compares the methods of App, and all that travels through them.
func (c contract) driftOfMethods(seen map[reflect.Type]bool) (found []string) {
	left := make(map[string]bool)
	for name := range c.interfaces["Methods"] {
		left[name] = true
	}
	for m := range reflect.TypeFor[*Calls]().Methods() {
		var takes []string
		for i := 1; i < m.Type.NumIn(); i++ {
			takes = append(takes, c.wanted(m.Type.In(i)))
			found = append(found, c.drift(m.Type.In(i), seen)...)
		}
		gives := "void"
		if m.Type.NumOut() == 2 {
			gives = c.wanted(m.Type.Out(0))
			found = append(found, c.drift(m.Type.Out(0), seen)...)
		}
		if want, got := "("+strings.Join(takes, ", ")+") "+gives, c.interfaces["Methods"][m.Name]; got != want {
			found = append(found, "Methods."+m.Name+": "+want+", not "+got)
		}
		delete(left, m.Name)
	}
	for name := range left {
		found = append(found, "Methods."+name+" is only in the window")
	}
	return found
}

// onlyInTheWindow are interfaces that do not travel: they name what does.
var onlyInTheWindow = []string{"Methods", "Events"}

func sources(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("../../frontend/src/api/types/*.ts")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	var all []string
	for _, path := range append(paths, "../../frontend/src/api/types.ts") {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		all = append(all, string(data))
	}
	return all
}

// TestTheWindowAndTheProgramMeanTheSame: what they tell each other is written
// down twice, in the types of this package and in frontend/src/api/types.
func TestTheWindowAndTheProgramMeanTheSame(t *testing.T) {
	c := readContract(t, sources(t)...)
	seen := make(map[reflect.Type]bool)
	require.Empty(t, c.driftOfMethods(seen))
	for event, of := range map[string]reflect.Type{"task": reflect.TypeFor[Task](), "drop": reflect.TypeFor[Drop](), "closing": reflect.TypeFor[Closing]()} {
		require.Equal(t, of.Name(), c.interfaces["Events"][event])
		require.Empty(t, c.drift(of, seen))
	}
	require.Empty(t, c.drift(reflect.TypeFor[Fault](), seen))
	for name := range c.interfaces {
		travels := slices.ContainsFunc(slices.Collect(maps.Keys(seen)), func(of reflect.Type) bool { return of.Name() == name })
		require.True(t, travels || slices.Contains(onlyInTheWindow, name), "%s is only in the window", name)
	}
}

func TestADriftOfTheTypesIsFound(t *testing.T) {
	whole := strings.Join(sources(t), "\n")
	for was, is := range map[string]string{
		"  fault: Fault | null;\n":       "  fault: Fault;\n",            // optionality
		"  hits: Hit[];\n":               "  hits: Hit;\n",               // a list
		"  conflict?: boolean;\n":        "  conflict?: number;\n",       // a type
		"  originalTime?: string;\n":     "  originalTime: string;\n",    // what may be missing
		"  cut?: boolean;\n":             "",                             // a field
		"  sha256: string;\n":            "  sha?: string;\n",            // a name
		"  Cancel(task: string)":         "  Cancel(task: number)",       // a parameter
		"): Promise<EventDetails>;":      "): Promise<Hit>;",             // a result
		"  State(): Promise<AppState>;":  "",                             // a method
		"  theme: Theme;\n":              "  theme: Hit;\n",              // a text
		"export interface ColumnWidths ": "export interface OtherWidths", // an interface
	} {
		require.Contains(t, whole, was)
		c := readContract(t, strings.Replace(whole, was, is, 1))
		seen := make(map[reflect.Type]bool)
		require.NotEmpty(t, append(c.driftOfMethods(seen), c.drift(reflect.TypeFor[Task](), seen)...), was)
	}
}
