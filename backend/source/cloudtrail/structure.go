package cloudtrail

import (
	"strings"

	"daybook/backend/strictjson"
)

// parseStructure reads a structure as Athena writes it into a cell:
//
//	{type=IAMUser, username=ann, sessioncontext={attributes={mfaauthenticated=true}}}
//	[{arn=arn:aws:s3:::reports, accountid=111122223333, type=AWS::S3::Bucket}]
//
// Its texts are not quoted. A value ends where the next known key or the
// structure's end is, so that it may hold commas. It reports false for anything
// else.
func parseStructure(s string) (*strictjson.Value, bool) {
	p := structure{rest: s}
	v, ok := p.value(0)
	return v, ok && strings.TrimSpace(p.rest) == ""
}

type structure struct{ rest string }

func (p *structure) value(depth int) (*strictjson.Value, bool) {
	switch {
	case depth > strictjson.MaxDepth:
		return nil, false
	case strings.HasPrefix(p.rest, "["):
		return p.list(depth)
	case strings.HasPrefix(p.rest, "{"):
		return p.object(depth)
	}
	return nil, false
}

func (p *structure) list(depth int) (*strictjson.Value, bool) {
	v := &strictjson.Value{Kind: strictjson.List}
	for p.rest = p.rest[1:]; ; {
		p.rest = strings.TrimLeft(p.rest, " ,")
		if rest, ok := strings.CutPrefix(p.rest, "]"); ok {
			p.rest = rest
			return v, true
		}
		one, ok := p.value(depth + 1)
		if !ok {
			return nil, false
		}
		v.Items = append(v.Items, *one)
	}
}

func (p *structure) object(depth int) (*strictjson.Value, bool) {
	v := &strictjson.Value{Kind: strictjson.Object}
	for p.rest = p.rest[1:]; ; {
		p.rest = strings.TrimLeft(p.rest, " ,")
		if rest, ok := strings.CutPrefix(p.rest, "}"); ok {
			p.rest = rest
			return v, true
		}
		name, rest, ok := strings.Cut(p.rest, "=")
		key, known := identityKeys[strings.ToLower(strings.TrimSpace(name))]
		if !ok || !known || v.Has(key) {
			return nil, false
		}
		p.rest = rest
		var one *strictjson.Value
		if strings.HasPrefix(p.rest, "{") || strings.HasPrefix(p.rest, "[") {
			if one, ok = p.value(depth + 1); !ok {
				return nil, false
			}
		} else if one, ok = p.text(); !ok {
			return nil, false
		}
		if one.Kind != strictjson.Null {
			v.Keys = append(v.Keys, key)
			v.Items = append(v.Items, *one)
		}
	}
}

// text is a value without brackets. Null is nothing.
func (p *structure) text() (*strictjson.Value, bool) {
	for i := 0; i < len(p.rest); i++ {
		switch {
		case p.rest[i] == '}':
		case strings.HasPrefix(p.rest[i:], ", "):
			name, _, ok := strings.Cut(p.rest[i+2:], "=")
			if _, known := identityKeys[strings.ToLower(name)]; !ok || !known {
				continue
			}
		default:
			continue
		}
		s := p.rest[:i]
		p.rest = p.rest[i:]
		if s == "null" || s == "" {
			return strictjson.Nothing, true
		}
		return &strictjson.Value{Kind: strictjson.Text, Text: s}, true
	}
	return nil, false
}
