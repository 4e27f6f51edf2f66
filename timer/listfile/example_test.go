package listfile_test

import (
	"context"
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
		fmt.Println(in.Seq, in.Delegation, in.ISO3, in.Kind)
	}
	for _, d := range list.Doubts {
		fmt.Println(d.Code, d)
	}

	_, err = listfile.Read([]byte("delegation,speaker\nJapan,\"Ms. Abe\nPeru,Mr. Vega\n"))
	fmt.Println(err)
	// Output:
	// 1 Japan JPN state
	// 2 Côte d’Ivoire CIV state
	// ignored-column line 1, column 17: the column “Flag” is not one that is read; it is left out
	// unknown-kind line 3, column 15: “orator” is not a kind of statement; it is taken as state
	// listfile: line 2, column 7: the quotation mark that opens here is never closed; close it, or delete it
}

// A person says what two columns are.
func ExampleOptions() {
	file := "Pays,Qui,Salle\nJapon,Mme Abe,7\nPérou,M. Vega,8\n"
	corrected := listfile.Options{Columns: map[string]string{"Qui": listfile.Speaker, "Salle": listfile.Seat}}
	list, err := corrected.Read(context.Background(), []byte(file))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range list.Columns {
		fmt.Println(c.Letter, c.Heading, "is", c.As, c.Sample)
	}
	// Output:
	// A Pays is delegation [Japon Pérou]
	// B Qui is speaker [Mme Abe M. Vega]
	// C Salle is seat [7 8]
}

// The States of a group are counted, whatever stands between them.
func ExampleMembers() {
	found, others := listfile.Members("Bosnia and Herzegovina, Peru and Côte d’Ivoire; the Nordic countries")
	fmt.Println(len(found), found, others)
	// Output:
	// 3 [{BIH} {PER} {CIV}] [the Nordic countries]
}
