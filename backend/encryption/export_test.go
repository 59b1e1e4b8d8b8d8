package encryption

// SetWorkFactor sets the work of a passphrase, so that tests need not wait for it.
func SetWorkFactor(to int) { workFactor = to }
