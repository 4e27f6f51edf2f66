package etcd

import (
	"context"
	"fmt"
	"net"
	"slices"
	"testing"
	"time"

	pb "go.etcd.io/etcd/api/v3/etcdserverpb"
	"google.golang.org/grpc"
)

// A line leads past a member that takes connections and says nothing, or that knows of no
// leader, and to it again when it does; and to all where no majority serves.
func TestLineLeadsPastWhoIsSilent(t *testing.T) {
	played := [3]*member{}
	config := Default()
	for i := range played {
		played[i] = newMember(t)
		played[i].number = uint64(i)
		config.Endpoints = append(config.Endpoints, "http://"+played[i].Addr().String())
	}
	m, err := attend(&config)
	if err != nil {
		t.Fatal(err)
	}
	defer m.close()
	early, hangUp, err := m.line()
	if err != nil {
		t.Fatal(err)
	}
	defer hangUp()
	leads := func(to ...int) {
		t.Helper()
		var want []string
		for _, i := range to {
			want = append(want, config.Endpoints[i])
		}
		m.mu.Lock()
		for until := time.Now().Add(30 * time.Second); !slices.Equal(early.Endpoints(), want); m.mu.Lock() {
			m.mu.Unlock()
			if time.Now().After(until) {
				t.Fatalf("the line does not lead to %v", want)
			}
			<-time.After(time.Millisecond)
		}
		late, hangUp, err := m.open()
		if err != nil {
			t.Fatal(err)
		}
		defer hangUp()
		defer m.mu.Unlock() // until then nobody is heard: a member that stalls is not passed over
		if got := late.Endpoints(); !slices.Equal(got, want) {
			t.Errorf("a new line leads to %v, and not to %v", got, want)
		}
		if len(to) == len(played) {
			return
		}
		for range 6 { // in turn
			got, err := pb.NewMaintenanceClient(late.ActiveConnection()).Status(t.Context(), &pb.StatusRequest{}, grpc.WaitForReady(true))
			if err != nil || !slices.Contains(to, int(got.Header.MemberId)) {
				t.Errorf("a request by a line that leads to %v: %v, %v", to, got, err)
			}
		}
	}
	played[0].answers(1)
	played[1].answers(1)
	leads(0, 1)
	played[1].answers(0)
	leads(0, 1, 2)
	played[2].answers(1)
	leads(0, 2)
	played[0].answers(-1)
	leads(0, 1, 2)
	played[1].answers(1)
	leads(1, 2)
	played[0].answers(1)
	leads(0, 1, 2)
	played[2].answers(-1)
	leads(0, 1)
	for _, m := range played {
		m.answers(-1)
	}
	leads(0, 1, 2)
}

// member is one of a cluster that says who leads it, and nothing while that is less than 0.
type member struct {
	pb.UnimplementedMaintenanceServer
	net.Listener
	number uint64
	leader chan int
}

func newMember(t *testing.T) *member {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	m := &member{Listener: l, leader: make(chan int, 1)}
	m.leader <- -1
	server := grpc.NewServer()
	pb.RegisterMaintenanceServer(server, m)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	t.Cleanup(func() {
		server.Stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return m
}

func (m *member) answers(leader int) {
	<-m.leader
	m.leader <- leader
}

func (m *member) Status(ctx context.Context, _ *pb.StatusRequest) (*pb.StatusResponse, error) {
	leader := <-m.leader
	m.leader <- leader
	if leader < 0 {
		<-ctx.Done()
		return nil, fmt.Errorf("it was not waited for: %w", ctx.Err())
	}
	return &pb.StatusResponse{Header: &pb.ResponseHeader{MemberId: m.number}, Leader: uint64(leader)}, nil
}
