package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestDebiansFileIsOfItsFormat(t *testing.T) {
	paragraphs := strings.Split(strings.TrimSuffix(asDebian(everything(t)), "\n"), "\n\n")
	require.True(t, strings.HasPrefix(paragraphs[0], "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"))
	for _, p := range paragraphs[1:] {
		var fields []string
		for line := range strings.Lines(p) {
			line = strings.TrimSuffix(line, "\n")
			require.NotEmpty(t, strings.TrimSpace(line))
			if !strings.HasPrefix(line, " ") {
				name, value, ok := strings.Cut(line, ": ")
				require.True(t, ok, line)
				require.NotEmpty(t, value, line)
				fields = append(fields, name)
			}
		}
		require.Subset(t, []string{"Files", "Copyright", "License", "Comment"}, fields)
		require.Subset(t, fields, []string{"Files", "Copyright", "License"})
	}
}

func TestDebiansOwnCopyOfApachesLicenceIsReferredTo(t *testing.T) {
	c := under("m", "Apache-2.0", "MIT")
	c.source = "vendor/m"
	c.texts[0].lines = []string{"Copyright 2020 Ada", "", "Apache's words", "Copyright [yyyy] [name]", "Copyright 2021 Ben", "", "MIT's words", "copyright holders"}
	c.texts[0].licenses = []span{{"Apache-2.0", 3, 5}, {"MIT", 7, 8}}
	require.Contains(t, asDebian([]*component{c}), `
Files: vendor/m/*
Copyright: 2020 Ada
 2021 Ben
License: Apache-2.0 and Expat
 Copyright 2020 Ada
 .
 The Apache License, Version 2.0, whose text Debian systems have in
 /usr/share/common-licenses/Apache-2.0.
 .
 MIT's words
 copyright holders
Comment: m v1.0.0
`)
}

func TestATextThatGrantsNothingIsPassedOn(t *testing.T) {
	c := under("m", "Apache-2.0")
	c.texts = append(c.texts, &text{path: "NOTICE", lines: []string{"made by Ada"}})
	require.Contains(t, asDebian([]*component{c}), "\n m v1.0.0, NOTICE:\n .\n made by Ada\n")
	require.Contains(t, asText([]*component{c}), "\n[2] m v1.0.0, NOTICE\n")
}

func TestAChoiceOfLicencesIsSaidAsOne(t *testing.T) {
	c := under("m", "MIT", "Unlicense")
	require.Equal(t, "MIT AND Unlicense", c.expression())
	c.texts[0].lines = []string{"SPDX-License-Identifier: Unlicense OR MIT"}
	require.Equal(t, "Unlicense OR MIT", c.expression())
	c.texts = append(c.texts, under("n", "Zlib", "MIT").texts...)
	require.Equal(t, "(Unlicense OR MIT) AND MIT AND Zlib", c.expression())
	c.texts[0].lines = []string{"SPDX-License-Identifier: MIT"}
	require.Equal(t, "MIT AND Unlicense AND Zlib", c.expression(), "what is said is not what is there")
}
