package gpiotest

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
)

// archive packs files into the kernel's format for a first file system, "newc":
// Documentation/driver-api/early-userspace/buffer-format.rst of Linux. Folders are
// made by the first program.
func archive(files map[string][]byte) []byte {
	var out bytes.Buffer
	inode := 0
	entry := func(name string, mode int, text []byte) {
		inode++
		fmt.Fprintf(&out, "070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x",
			inode, mode, 0, 0, 1, 0, len(text), 0, 0, 0, 0, len(name)+1, 0)
		out.WriteString(name)
		pad(&out, 1)
		out.Write(text)
		pad(&out, 0)
	}
	const folder, program = 0o040755, 0o100755
	entry("dev", folder, nil)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entry(name, program, files[name])
	}
	entry("TRAILER!!!", 0, nil)
	return out.Bytes()
}

// pad writes zeros, at least so many, to a multiple of four.
func pad(out *bytes.Buffer, least int) {
	for n := least; n > 0 || out.Len()%4 != 0; n-- {
		out.WriteByte(0)
	}
}
