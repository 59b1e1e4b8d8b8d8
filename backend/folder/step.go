package folder

// step is called between the steps of a change that each are durable.
var step = func() {}

// Step is called between the steps of a change that each are durable.
func Step() { step() }

// WatchSteps has look called at each Step until restore is called. It is for tests, which
// examine the state that a power cut there would leave; nothing may change meanwhile.
func WatchSteps(look func()) (restore func()) {
	was := step
	step = look
	return func() { step = was }
}
