package googleworkspace

// Templates and AppTemplates are for the tests from outside.
var Templates, AppTemplates = templates, appTemplates
