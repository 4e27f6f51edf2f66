package states_test

import (
	"fmt"

	"rostrum/timer/states"
)

func Example() {
	for _, written := range []string{"Islamic Republic of Iran", "TURKEY", "u.k.", "科特迪瓦", "Korea"} {
		s, ok := states.Find(written)
		fmt.Println(written, ok, s.ISO3, s.Name("fr"))
	}
	// Output:
	// Islamic Republic of Iran true IRN Iran (République islamique d’)
	// TURKEY true TUR Türkiye
	// u.k. true GBR Royaume-Uni de Grande-Bretagne et d’Irlande du Nord
	// 科特迪瓦 true CIV Côte d’Ivoire
	// Korea false
}
