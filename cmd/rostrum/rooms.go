package main

import (
	"errors"
	"fmt"
	"strings"

	"rostrum/cmd/internal/program"
	"rostrum/display"
)

// houseRooms are the rooms of the house, each a controller of its own: of the file a table
// [[rooms]] for each, of an option NAME=ADDRESS, with that of its public door behind a +.
type houseRooms []houseRoom

type houseRoom struct {
	Name       roomName   `toml:"name"`
	Address    roomOrigin `toml:"address"`
	PublicHTTP publicDoor `toml:"public_http"`
}

// The values of a room are read as they are met, so that the file's line and column can be
// said of what is wrong.
type (
	roomName   struct{ text string }
	roomOrigin struct{ text string }
	publicDoor struct{ text string }
)

var errPublicTLS = errors.New("the public door of a room has no TLS: its address begins with http://")

// UnmarshalText reads the name of a room.
func (n *roomName) UnmarshalText(text []byte) error {
	n.text = strings.TrimSpace(string(text))
	return display.CheckRoomName(n.text)
}

// UnmarshalText reads the address of a room.
func (o *roomOrigin) UnmarshalText(text []byte) (err error) {
	o.text, err = display.RoomOrigin(strings.TrimSpace(string(text)))
	return err
}

// UnmarshalText reads the address of a room's public door.
func (d *publicDoor) UnmarshalText(text []byte) (err error) {
	d.text, err = display.RoomOrigin(strings.TrimSpace(string(text)))
	if err == nil && !strings.HasPrefix(d.text, "http://") {
		err = errPublicTLS
	}
	return err
}

// String returns the rooms as they may be given.
func (r *houseRooms) String() string {
	var all []string
	for _, one := range *r {
		text := one.Name.text + "=" + one.Address.text
		if one.PublicHTTP.text != "" {
			text += "+" + one.PublicHTTP.text
		}
		all = append(all, text)
	}
	return strings.Join(all, ",")
}

// Forget empties the list.
func (r *houseRooms) Forget() { *r = nil }

// Set adds one or, separated by commas, several. A name may have commas too; an address
// has none, so that it ends with the piece in which the address is.
func (r *houseRooms) Set(text string) error {
	begun := ""
	for piece := range strings.SplitSeq(text, ",") {
		begun += piece
		at := strings.LastIndex(begun, "=http")
		if at < 0 {
			begun += ","
			continue
		}
		var one houseRoom
		address, public, both := strings.Cut(begun[at+1:], "+")
		err := one.Name.UnmarshalText([]byte(begun[:at]))
		if err == nil {
			err = one.Address.UnmarshalText([]byte(address))
		}
		if both && err == nil {
			err = one.PublicHTTP.UnmarshalText([]byte(public))
		}
		if err != nil {
			return err
		}
		*r, begun = append(*r, one), ""
	}
	if strings.Trim(begun, ", ") != "" {
		return fmt.Errorf("%.60q is not NAME=ADDRESS, such as Trusteeship Council=https://trusteeship.example:8443", strings.Trim(begun, ", "))
	}
	return nil
}

// shown returns the rooms as the pages are told of them.
func (r houseRooms) shown() (all []display.Room) {
	for _, one := range r {
		all = append(all, display.Room{Name: one.Name.text, Address: one.Address.text, Public: one.PublicHTTP.text})
	}
	return all
}

// check refuses what is no list of rooms.
func (r houseRooms) check() error {
	if err := display.CheckRooms(r.shown()); err != nil {
		return fmt.Errorf("%w: --room, or [[rooms]]: %w", program.ErrUsage, err)
	}
	return nil
}
