package folder

// Format is the version of the folder that this program writes and reads; a
// newer one is refused. IndexVersion is that of the files of a segment that are
// derived from its events; those of another version are built again on opening.
const (
	Format       = 1
	IndexVersion = 1
)
