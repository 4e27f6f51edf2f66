package access_test

import (
	"errors"
	"fmt"
	"os"

	"rostrum/display/access"
)

func Example() {
	dir, err := os.MkdirTemp("", "access")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = os.RemoveAll(dir) }()
	store, err := access.Open(dir, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	invite, _, err := store.Invite(access.Grant{Role: "chair", Name: "tablet"})
	if err != nil {
		fmt.Println(err)
		return
	}
	session, grant, err := store.Redeem(invite)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(grant.Kind, "for", grant.Role, grant.Name)

	_, _, err = store.Redeem(invite)
	fmt.Println(err)

	if _, err := store.Revoke(grant.ID); err != nil {
		fmt.Println(err)
	}
	_, err = store.Session(session)
	fmt.Println(errors.Is(err, access.ErrUnknown))
	// Output:
	// session for chair tablet
	// access: the link was used, or is too old
	// true
}
