package gpiotest

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
)

// archive packs files into the kernel's format for a first file system, "newc":
// Documentation/driver-api/early-userspace/buffer-format.rst of Linux. The folders that
// the files lie in are there; further ones are made by the first program.
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
	made := map[string]bool{".": true}
	var within func(name string)
	within = func(name string) {
		if dir := path.Dir(name); !made[dir] {
			within(dir)
			entry(dir, folder, nil)
			made[dir] = true
		}
	}
	within("dev/console")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		within(name)
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
