package trace

import (
	"net/url"
	"strings"

	"github.com/gumgenie/gumgenie/internal/fault"
)

// Wanted reports whether the environment asks for traces, by the names that
// OpenTelemetry gives its variables: an endpoint is there, and nothing says that
// they are off. It fails with a sentence for what cannot be done.
func Wanted(getenv func(string) string) (bool, error) {
	name := "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"
	if getenv(name) == "" {
		name = "OTEL_EXPORTER_OTLP_ENDPOINT"
	}
	endpoint := getenv(name)
	if endpoint == "" || strings.EqualFold(getenv("OTEL_SDK_DISABLED"), "true") || getenv("OTEL_TRACES_EXPORTER") == "none" {
		return false, nil
	}
	u, err := url.Parse(endpoint)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" { // the error would repeat it, and it may hold a password
		return false, fault.New(fault.Invalid, "%s is no address of a collector. Give one such as http://127.0.0.1:4318, or leave it out.", name)
	}
	if e := getenv("OTEL_TRACES_EXPORTER"); e != "" && e != "otlp" {
		return false, fault.New(fault.Invalid, "OTEL_TRACES_EXPORTER is %.40q. Only otlp and none are known here.", e)
	}
	protocol := getenv("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")
	if protocol == "" {
		protocol = getenv("OTEL_EXPORTER_OTLP_PROTOCOL")
	}
	if protocol != "" && protocol != "http/protobuf" {
		return false, fault.New(fault.Invalid, "Traces are sent by http/protobuf only, not by %.40q. Set OTEL_EXPORTER_OTLP_PROTOCOL to http/protobuf, and the endpoint to the port for it, often 4318.", protocol)
	}
	return true, nil
}
