package prooftest

import (
	"slices"
	"strings"

	"daybook/backend/proof"
)

// A Class is what a verifier must say of a bundle.
type Class string

const (
	Known    Class = "known"    // whole, by a key that the reader knows
	Unknown  Class = "unknown"  // whole, by a key that nothing but the bundle vouches for
	Repacked Class = "repacked" // the contents are whole, in another zip
	Problems Class = "problems"
	Locked   Class = "locked" // encrypted, and cannot be opened by what the reader has
)

// ClassOf returns the class of a verdict.
func ClassOf(v *proof.Verdict) Class {
	switch v.Exit() {
	case proof.ExitOK:
		return Known
	case proof.ExitUnknown:
		return Unknown
	case proof.ExitRepacked:
		return Repacked
	}
	return Problems
}

// A Vector is a bundle, with what the reader knows and what a verifier must say.
type Vector struct {
	Name   string
	Forged bool // it is no bundle that a Daybook wrote with the archive's key
	// Bundle is the zip; it is made anew at each call.
	Bundle func() []byte
	// What the reader knows, as in proof.Expected.
	Key        string
	Checkpoint string
	Witnesses  []string
	// What opens the bundle, if it is encrypted: a file of private keys, or a passphrase.
	Identity, Passphrase string

	Verdict Class
	// Says is a text that one of the problems begins with, "" for any.
	Says     string
	Events   int // that the bundle has, where it is whole
	Cosigned int // witnesses among Witnesses who cosigned
	LeftOut  int // events of which a part is left out
}

// expected returns what the reader knows.
func (v *Vector) expected() proof.Expected {
	return proof.Expected{Key: v.Key, Checkpoint: v.Checkpoint, Witnesses: v.Witnesses}
}

// Vectors returns all of them, each with a name of its own. Only Bundle costs more than a
// moment.
func Vectors() []Vector {
	good := goodBundles()
	var all []Vector
	for _, g := range good {
		known := g
		known.Name, known.Verdict, known.Key = "good/"+g.Name, Known, g.Key
		all = append(all, known)
	}
	// The same bundles for a reader who knows no key.
	for _, g := range good {
		g.Name, g.Verdict, g.Key, g.Checkpoint = "unknown/"+g.Name, Unknown, "", ""
		all = append(all, g)
	}
	all = append(append(append(all, again(good)...), forgeries()...), sealed()...)
	slices.SortFunc(all, func(a, b Vector) int { return strings.Compare(a.Name, b.Name) })
	return all
}
