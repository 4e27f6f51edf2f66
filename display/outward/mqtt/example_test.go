package mqtt_test

import (
	"fmt"

	"rostrum/display/outward/mqtt"
)

func ExampleParseBroker() {
	broker, err := mqtt.ParseBroker("mqtts://broker.chamber.local")
	fmt.Println(broker, err)
	_, err = mqtt.ParseBroker("mqtt://panel:secret@broker.chamber.local")
	fmt.Println(err)
	// Output:
	// mqtts://broker.chamber.local:8883 <nil>
	// mqtt: the broker's address is mqtt://HOST:PORT, or with TLS mqtts://HOST:PORT; user and password are said apart from it
}
