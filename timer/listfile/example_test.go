package listfile_test

import (
	"fmt"

	"rostrum/timer/listfile"
)

func Example() {
	file := "Delegation;Kind;Flag\nJapan;state;yes\nCôte d’Ivoire;orator;yes\n"
	list, err := listfile.Read([]byte(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, in := range list.Inscriptions {
		fmt.Println(in.Seq, in.Delegation, in.Kind)
	}
	for _, d := range list.Doubts {
		fmt.Println(d)
	}

	_, err = listfile.Read([]byte("delegation,speaker\nJapan,\"Ms. Abe\nPeru,Mr. Vega\n"))
	fmt.Println(err)
	// Output:
	// 1 Japan state
	// 2 Côte d’Ivoire state
	// line 1, column 17: the column “Flag” is not one that is read; it is left out
	// line 3, column 15: “orator” is not a kind of statement; it is taken as state
	// listfile: line 2, column 7: the quotation mark that opens here is never closed; close it, or delete it
}
