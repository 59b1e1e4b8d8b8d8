// Picture draws the imports of Daybook's packages as an SVG: which package imports
// which, from top to bottom, with the first sentence of each package's doc comment.
// All arrows point down. An arrow is left out where another way leads there, since
// the picture shows which packages rest on which.
//
//	go run ./build/picture [FOLDER [FILE]]
//
// draws the code in FOLDER (this one) into FILE (docs/imports.svg). Only the
// packages of its programs are drawn, not those for tests alone nor the small
// programs in build.
package main

import (
	"fmt"
	"os"
)

func main() {
	folder, file := ".", "docs/imports.svg"
	switch args := os.Args[1:]; len(args) {
	case 2:
		folder, file = args[0], args[1]
	case 1:
		folder = args[0]
	case 0:
	default:
		fmt.Fprintln(os.Stderr, "usage: picture [FOLDER [FILE]]")
		os.Exit(2)
	}
	svg, err := draw(folder)
	if err == nil {
		err = os.WriteFile(file, svg, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "picture:", err)
		os.Exit(1)
	}
}

func draw(folder string) ([]byte, error) {
	boxes, err := readBoxes(folder)
	if err != nil {
		return nil, err
	}
	return writeSVG(arrange(boxes)), nil
}
