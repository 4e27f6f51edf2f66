package lists_test

import (
	"context"
	"fmt"

	"rostrum/display/lists"
)

func Example() {
	shelf := lists.NewShelf(nil, nil)
	held, err := shelf.Read(context.Background(), "tablet 2", "list.csv", []byte("Country;Who\nJapan;Ms. Abe\n"), lists.Asked{})
	if err != nil {
		fmt.Println(err)
		return
	}
	again, err := shelf.Held("tablet 2", held.Digest)
	fmt.Println(again.List.Inscriptions[0].Delegation, err)
	_, err = shelf.Held("tablet 3", held.Digest)
	fmt.Println(err)
	// Output:
	// Japan <nil>
	// lists: the file is not held
}
