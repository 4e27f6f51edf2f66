package display_test

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"rostrum/display/access"
	"rostrum/timer"
)

// route is a method and an address, as the server's source has it.
type route struct{ method, path string }

// How the source names its routes; those of a table have the method beside it.
var (
	routeInSource = regexp.MustCompile(`HandleFunc\("([A-Z]+) (/[^"]*)"`)
	tableInSource = regexp.MustCompile(`(?m)^\t"(/api/v1/[a-z./]+)": +\{|"(/[a-z]+)": "pages/`)
	otherInSource = regexp.MustCompile(`HandleFunc\(("GET "\+(path|assets\+"\{edition\}/\{name\.\.\.\}"|source\+"\{name\.\.\.\}")|path|"/"|"/api/"), `)
)

// routesOf are all that the server has, by its source: one that this cannot read is none.
func routesOf(t *testing.T) []route {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	all := []route{{"GET", "/apt/{name...}"}}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		said := routeInSource.FindAllStringSubmatch(string(text), -1)
		for _, found := range said {
			all = append(all, route{found[1], found[2]})
		}
		for _, found := range tableInSource.FindAllStringSubmatch(string(text), -1) {
			all = append(all, route{"GET", found[1] + found[2]})
		}
		if n := strings.Count(string(text), "HandleFunc(\"") + strings.Count(string(text), "HandleFunc(path"); n != len(said)+len(otherInSource.FindAllString(string(text), -1)) {
			t.Errorf("%s has a route that this test does not find", file)
		}
	}
	slices.SortFunc(all, func(a, b route) int { return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.method, b.method)) })
	return slices.Compact(all)
}

// What each role may ask for stands in a file: a route that is added there, or given to
// somebody else, is seen.
func TestRoutesOfRoles(t *testing.T) {
	h := mayJoin(t)
	roles := []timer.Role{timer.Public, timer.Screen, timer.LightRole, timer.Booth, timer.Metrics, timer.Secretary, timer.Chair}
	keys := make(map[timer.Role]string)
	for _, role := range roles[1:] {
		key, _, err := h.store.NewKey(access.Grant{Role: string(role), Name: string(role)})
		if err != nil {
			t.Fatal(err)
		}
		keys[role] = key
	}
	code, _, err := h.store.Enrol(access.Grant{Role: string(timer.LightRole), Seats: []string{"7"}, Machine: &access.Machine{Pin: "dry"}})
	if err != nil {
		t.Fatal(err)
	}
	at := func(r route) call {
		if r.method == "POST" && strings.HasPrefix(r.path, "/join/") { // it is good once
			if code, _, err = h.store.Enrol(access.Grant{Role: string(timer.LightRole), Seats: []string{"7"}, Machine: &access.Machine{Pin: "dry"}}); err != nil {
				t.Fatal(err)
			}
		}
		c := call{method: r.method, path: strings.NewReplacer("{$}", "", "{code}", code, "{seat}", "7", "{name}", "InRelease", "{id}", "none").Replace(r.path)}
		if r.method == "POST" || r.method == "PUT" {
			c.body = `{}`
		}
		return c
	}
	says := func(a answer) string {
		switch a.status {
		case 401, 403, 404:
			return fmt.Sprint(a.status)
		}
		return "yes"
	}
	var out bytes.Buffer
	out.WriteString("Who may ask for what, on the one door with a key of each role, and on the public door. 401\n" +
		"and 403 refuse, 404: there is nothing. `go test ./display -run RoutesOfRoles -update` writes it.\n\n")
	w := tabwriter.NewWriter(&out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "\t")
	for _, role := range roles {
		fmt.Fprintf(w, "\t%s", role)
	}
	fmt.Fprint(w, "\tdoor\n")
	for _, r := range routesOf(t) {
		fmt.Fprintf(w, "%s\t%s", r.method, r.path)
		for _, role := range roles {
			c := at(r)
			c.key = keys[role]
			fmt.Fprintf(w, "\t%s", says(h.ask(c)))
		}
		fmt.Fprintf(w, "\t%s\n", says(h.askAt(h.public, at(r))))
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/routes.txt"
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(out.Bytes(), want) {
		t.Errorf("what roles may ask for is not as it was; if that is meant, -update writes it anew\n%s", out.Bytes())
	}
}

// Every route of the interface is described.
func TestOpenAPIHasAllRoutes(t *testing.T) {
	d := openAPI(t, open(t))
	for _, r := range routesOf(t) {
		if strings.HasPrefix(r.path, "/api/") {
			if _, there := d.Paths[r.path][strings.ToLower(r.method)]; !there {
				t.Errorf("%s %s is not described", r.method, r.path)
			}
		}
	}
}
