package door_test

import (
	"fmt"
	"net"
	"net/http"

	"rostrum/display/door"
)

// A server lets its guests in by a door, and knows of each request whose it is.
func Example() {
	house := door.New(door.Measure{Guests: 100, GuestRate: 50})
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	server := &http.Server{
		ConnContext: door.Context,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprint(w, door.From(r.Context()).Placed())
		}),
	}
	go func() { _ = server.Serve(house.Door(l)) }()
	defer func() { _ = server.Close() }()
	answer, err := http.Get("http://" + l.Addr().String())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = answer.Body.Close() }()
	fmt.Println(answer.Status, house.Counts().Here)
	// Output: 200 OK 1
}
