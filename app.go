package main

// The App of this package will be what the window calls: a thin method for each
// thing that it asks of an archive, which checks what it is given and turns a
// panic into an error. There is no window yet, and so no App: main starts the
// command line.

// programName and version are what archives remember of who changed them.
const programName = "daybook"

// version is set when the program is built; see the Makefile.
var version = "dev"
