package access

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
)

// StrongKey is how many bits a key is to be worth that is used over a network.
const StrongKey = 128

// KeyBits is what a key is worth to whoever guesses it, at the most: its length, times
// the bits of a character of the smallest alphabet that it is written in. A key with few
// different characters is written in those only.
func KeyBits(key string) int {
	different := make(map[rune]bool)
	length, digits, hexDigits, lower, upper, letters, url := 0, true, true, true, true, true, true
	for _, r := range key {
		different[r] = true
		length++
		digit, small, large := r >= '0' && r <= '9', r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z'
		digits = digits && digit
		hexDigits = hexDigits && (digit || small && r <= 'f' || large && r <= 'F')
		lower, upper = lower && (digit || small), upper && (digit || large)
		letters = letters && (digit || small || large)
		url = url && (digit || small || large || r == '-' || r == '_')
	}
	alphabet := 94 // what can be typed
	switch {
	case digits:
		alphabet = 10
	case hexDigits:
		alphabet = 16
	case lower, upper:
		alphabet = 36
	case letters:
		alphabet = 62
	case url:
		alphabet = 64
	}
	if few := 8; len(different) < few {
		alphabet = len(different)
	}
	if alphabet < 2 {
		return 0
	}
	return int(float64(length) * math.Log2(float64(alphabet)))
}

// KeyFile returns the key in a file. Where there is no file it is made, mode
// 0600, with a new key.
func KeyFile(path string) (string, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		key := NewSecret()
		if err := WriteWhole(path, []byte(key+"\n")); err != nil {
			return "", err
		}
		return key, nil
	}
	if err != nil {
		return "", fmt.Errorf("access: the key file cannot be read: %w", err)
	}
	key, _, _ := strings.Cut(string(text), "-----BEGIN CERTIFICATE-----") // what an agent pins
	key = strings.TrimSpace(key)
	if key == "" || strings.ContainsAny(key, " \t\r\n") {
		return "", fmt.Errorf("access: %s does not hold a key: it must be one word; "+
			"remove the file to have a new one made", path)
	}
	return key, nil
}

// WriteWhole writes a file of mode 0600 so that it is there whole or not at all.
func WriteWhole(path string, text []byte) (err error) {
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-*")
	if err != nil {
		return fmt.Errorf("access: %w", err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temp.Name())
			err = fmt.Errorf("access: %w", err)
		}
	}()
	_, err = temp.Write(text) // made with mode 0600
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
