package archive

import "path/filepath"

// ofOrder reports the name of a file in a folder of orders.
func ofOrder(name string) bool { return name == "ranks" || name == "ranks.new" }

// removeOrder removes the ranks of a snapshot.
func removeOrder(dir string, n int) error {
	return orderOwner.Remove(filepath.Join(dir, "orders", number(n)))
}

var orderOwner = Owner{ofOrder, func(string) bool { return false }}
