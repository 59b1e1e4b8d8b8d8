package github

// Templates are for the tests from outside.
var Templates = templates
