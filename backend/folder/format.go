package folder

// Format is the version of the folder that this program writes and reads; a newer
// version is refused. IndexVersion is that of the files of a segment that are
// derived from its events; files of another version are rebuilt on opening.
const (
	Format       = 2
	IndexVersion = 1
)
