package gpio

import (
	"testing"
	"unsafe"
)

// The sizes are part of the numbers of the calls, and the same on 32 and 64 bit.
func TestSizesOfTheKernelsStructures(t *testing.T) {
	for name, c := range map[string][2]uintptr{
		"line request":   {unsafe.Sizeof(lineRequest{}), 592},
		"line config":    {unsafe.Sizeof(lineConfig{}), 272},
		"line attribute": {unsafe.Sizeof(lineAttribute{}), 24},
		"line values":    {unsafe.Sizeof(lineValues{}), 16},
		"line event":     {unsafe.Sizeof(lineEvent{}), 48},
	} {
		if c[0] != c[1] {
			t.Errorf("a %s has %d bytes, want %d", name, c[0], c[1])
		}
	}
	if size := getLine >> 16 & 0x3fff; size != 592 {
		t.Errorf("the call to get lines is numbered for %d bytes", size)
	}
}
