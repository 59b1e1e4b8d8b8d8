package feed

// Guards are for the tests from outside.
var Guards = guards
