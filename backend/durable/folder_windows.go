package durable

// SyncFolder does nothing: Windows has no such call, and NTFS journals renames.
func SyncFolder(string) error { return nil }
