package archive

import (
	"path/filepath"

	"daybook/backend/folder"
)

// ofOrder reports the name of a file in a folder of orders.
func ofOrder(name string) bool { return name == "ranks" || name == "ranks.new" }

// removeOrder removes the ranks of a snapshot.
func removeOrder(dir string, n int) error {
	return orderOwner.Remove(filepath.Join(dir, "orders", folder.Number(n)))
}

var orderOwner = folder.Owner{File: ofOrder, Folder: func(string) bool { return false }}
