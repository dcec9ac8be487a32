package server

import (
	"net/http"

	"github.com/gumgenie/gumgenie/internal/generate"
	"github.com/gumgenie/gumgenie/internal/product"
)

// operation says what a route of the interface is for. Bodies are values of the
// Go types that are decoded and encoded.
type operation struct {
	id, does, more string
	takes          map[string]any // bodies by media type
	params         []param
	status         int
	gives          map[string]any // bodies of success by media type; nil value = bytes
	errors         []int          // beside 403 and 500, which any may give
}

// param is a query parameter or a header.
type param struct {
	name, in, means string
	kind            any  // a value of its type
	must            bool // required
}

func jsonBody(v any) map[string]any { return map[string]any{typeJSON: v} }

// operations describes every route under /api/, by its pattern.
func operations() map[string]operation {
	all := map[string]operation{
		"POST /api/generate":       generating(),
		"PATCH /api/products/{id}": patching(),
		"POST /api/enhance":        enhancing(),
		"POST /api/products/{id}/regenerate": {
			id: "regenerate", does: "Make an item, a section or the whole product anew",
			more: "What you changed yourself stays. The new content is drafted by the local writer with another seed and written by a model where there is one; " +
				"what the model is late with comes in the background.",
			takes:  jsonBody(generate.Regenerate{}),
			params: []param{{"If-Match", "header", "ETag of the product that you have seen.", "", true}},
			status: http.StatusOK, gives: jsonBody(Whole{}), errors: []int{400, 404, 409, 412, 413, 415, 422, 428, 507},
		},
		"POST /api/market-brief":        briefing(),
		"GET /api/products/{id}/events": streaming(),
		"GET /api/products/{id}/files/{path...}": {
			id: "getFile", does: "Read one file of a product",
			more:   "The path is that of the list of files. Answers ranges. With v, the file's SHA-256, the answer may be kept for good.",
			params: []param{{"v", "query", "SHA-256 of the file, as the list of files gives it.", "", false}, {"download", "query", "Present: the file is for saving, not for showing.", "", false}, ifNoneMatch()},
			status: http.StatusOK, gives: map[string]any{"*/*": nil}, errors: []int{404, 412, 416},
		},
		"GET /api/products/{id}/tiers/{tier}/bundle.zip": {
			id: "getBundle", does: "Read the ZIP of a tier", more: "404 while it is not made, and when a failed gate withholds it.",
			params: []param{ifNoneMatch()}, status: http.StatusOK, gives: map[string]any{"application/zip": nil}, errors: []int{404, 412, 416},
		},
	}
	for pattern, op := range reading() {
		all[pattern] = op
	}
	for pattern, op := range operating() {
		all[pattern] = op
	}
	for pattern, op := range asking() {
		all[pattern] = op
	}
	for pattern, op := range accounting() {
		all[pattern] = op
	}
	return all
}

func ifNoneMatch() param {
	return param{"If-None-Match", "header", "ETag of what you have; 304 when it is still so.", "", false}
}

func generating() operation {
	return operation{
		id: "generate", does: "Make a product from one sentence",
		more: "Without tier all tiers of the category are made; without category it is proposed from the brief. The answer comes in the way you ask for: " +
			"Accept: text/event-stream streams the run, Prefer: respond-async answers 202 at once, a form is answered 303 to the product's page, " +
			"anything else waits and answers the complete product. The run goes on when you leave. Location and Link name the product and its events.",
		takes: map[string]any{typeJSON: product.Request{}, typeForm: product.Request{}},
		params: []param{
			{"Idempotency-Key", "header", "The same key with the same request gives the same product; with another request 409.", "", false},
			{"Prefer", "header", "respond-async: do not wait.", "", false},
		},
		status: http.StatusOK, gives: map[string]any{typeJSON: Whole{}, "text/event-stream": ""},
		errors: []int{202, 303, 400, 409, 413, 415, 422, 429, 503, 507},
	}
}

func patching() operation {
	return operation{
		id: "patchProduct", does: "Change a product",
		more: "A JSON merge patch over title, texts, items, prices, preset and palette. Sections and items are named by id; null removes an item, an unknown id adds one. " +
			"Only the files that show the change are made again, then the gates run and the claims are counted again.",
		takes:  map[string]any{typeMerge: generate.Patch{}},
		params: []param{{"If-Match", "header", "ETag of the product that you have changed.", "", true}},
		status: http.StatusOK, gives: jsonBody(Whole{}), errors: []int{400, 404, 409, 412, 413, 415, 422, 428, 507},
	}
}

func enhancing() operation {
	return operation{
		id: "enhance", does: "Rewrite, shorten, expand, fix, translate a text or change its tone",
		more: "Nothing is changed: the answer holds a patch for PATCH /api/products/{id}, and one that undoes it. Within 8 s something is answered in any case: where no model writes in time, " +
			"the local writer does by rule what it can, and the note says so. With Accept: text/event-stream the words come as text events, then a result.",
		takes:  jsonBody(generate.Enhance{}),
		status: http.StatusOK, gives: map[string]any{typeJSON: generate.Enhanced{}, "text/event-stream": ""}, errors: []int{400, 404, 409, 413, 415, 422, 503},
	}
}

func streaming() operation {
	return operation{
		id: "followProduct", does: "Follow a product's events",
		more: "Server-sent events: id is the number of the event, from 1 without gaps; event is its kind; data is the event as JSON on one line. What was is replayed, what comes is streamed, " +
			"and the stream ends after the last event of a finished run. Comments keep it alive. Resume with Last-Event-ID.",
		params: []param{
			{"Last-Event-ID", "header", "Number of the last event that you have seen.", int64(0), false},
			{"after", "query", "The same, for those who cannot send the header.", int64(0), false},
		},
		status: http.StatusOK, gives: map[string]any{"text/event-stream": product.Event{}}, errors: []int{404, 413, 422, 503},
	}
}

func reading() map[string]operation {
	return map[string]operation{
		"GET /api/products": {
			id: "listProducts", does: "List products, newest first", more: "Without the heavy parts: no sections, files or report.",
			params: []param{{"after", "query", "next of the page before.", "", false}, {"limit", "query", "1 to 100, 20 when left out.", int64(0), false}},
			status: http.StatusOK, gives: jsonBody(productList{}), errors: []int{422},
		},
		"GET /api/products/{id}": {
			id: "getProduct", does: "Read a product whole", more: "The ETag is its revision once it is complete.",
			params: []param{ifNoneMatch()}, status: http.StatusOK, gives: jsonBody(Whole{}), errors: []int{404},
		},
		"DELETE /api/products/{id}": {
			id: "deleteProduct", does: "Delete a product and its files", more: "A run is stopped first.",
			params: []param{{"If-Match", "header", "Delete only this revision.", "", false}}, status: http.StatusNoContent, errors: []int{404, 412},
		},
		"POST /api/products/{id}/stop": {
			id: "stopProduct", does: "Stop the making of a product", more: "One that has ended stays as it is.",
			status: http.StatusOK, gives: jsonBody(standing{}), errors: []int{404},
		},
		"GET /api/products/{id}/revisions": {
			id: "listRevisions", does: "List a product's history, newest first", status: http.StatusOK, gives: jsonBody(revisionList{}), errors: []int{404},
		},
		"GET /api/products/{id}/files": {
			id: "listFiles", does: "List a product's files", params: []param{ifNoneMatch()},
			status: http.StatusOK, gives: jsonBody(fileList{}), errors: []int{404},
		},
		"GET /api/catalog": {
			id: "getCatalog", does: "List what can be chosen: categories with tiers, palettes, papers", status: http.StatusOK, gives: jsonBody(choices{}),
		},
		"GET /api/presets": {
			id: "listPresets", does: "List the looks", status: http.StatusOK, gives: jsonBody(presetList{}),
		},
	}
}

func operating() map[string]operation {
	return map[string]operation{
		"GET /api/profile": {
			id: "getProfile", does: "Read the seller's profile", params: []param{ifNoneMatch()}, status: http.StatusOK, gives: jsonBody(product.Profile{}),
		},
		"PUT /api/profile": {
			id: "putProfile", does: "Set the seller's profile", more: "It is printed into every file that is made from then on. What is left out is unset.",
			takes: jsonBody(product.Profile{}), params: []param{{"If-Match", "header", "Set it only if the profile still has this ETag.", "", false}},
			status: http.StatusOK, gives: jsonBody(product.Profile{}), errors: []int{400, 412, 413, 415, 422, 507},
		},
		"GET /api/healthz": {id: "health", does: "Say that the process answers", status: http.StatusOK, gives: jsonBody(state{})},
		"GET /api/readyz":  {id: "ready", does: "Say whether the database answers, and how the providers stand", status: http.StatusOK, gives: jsonBody(readiness{}), errors: []int{503}},
		"GET /api/metrics": {
			id: "metrics", does: "Read what is measured, for Prometheus",
			more:   "The text format, OpenMetrics or protobuf, as Accept says; native histograms come by protobuf only. Only where nobody else can reach the server.",
			params: []param{{"Accept", "header", "application/openmetrics-text, or application/vnd.google.protobuf with proto=io.prometheus.client.MetricFamily and encoding=delimited; the text format for anything else.", "", false}},
			status: http.StatusOK, gives: map[string]any{"text/plain": "", "application/openmetrics-text": "", "application/vnd.google.protobuf": nil}, errors: []int{404},
		},
		"GET /api/openapi.json": {
			id: "describe", does: "Read this document", status: http.StatusOK, gives: jsonBody(map[string]any{}),
		},
		"POST /api/admin/backup": {
			id: "backup", does: "Copy the whole data folder", more: "A tar, for gumgenie restore. Only where nobody else can reach the server; a copy that breaks off breaks the connection.",
			status: http.StatusOK, gives: map[string]any{"application/x-tar": nil}, errors: []int{413, 503, 507},
		},
	}
}

func asking() map[string]operation {
	return map[string]operation{
		"GET /api/providers": {
			id: "listProviders", does: "List the providers of language models, in the order in which they are asked", more: "Never with a key.",
			status: http.StatusOK, gives: jsonBody(providerList{}),
		},
		"PUT /api/providers/{id}": {
			id: "putProvider", does: "Add a provider or change one", more: "What is left out stays as it is, the key too, or is as usual in a new one; a new one is asked last. " +
				"A key is not taken along to another address: it must be entered again. Providers of the server's environment or of its file can only be switched on and off.",
			takes: jsonBody(ProviderSettings{}), status: http.StatusOK, gives: jsonBody(provider{}), errors: []int{400, 404, 409, 413, 415, 422, 429, 503, 507},
		},
		"DELETE /api/providers/{id}": {
			id: "deleteProvider", does: "Remove a provider with its key", more: "One of the server's environment or file cannot be removed here: 409.",
			status: http.StatusNoContent, errors: []int{404, 409, 507},
		},
		"PUT /api/providers/order": {
			id: "orderProviders", does: "Set in which order providers are asked", more: "The order names each provider once. The next is asked when one does not answer.",
			takes: jsonBody(ProviderOrder{}), status: http.StatusOK, gives: jsonBody(providerList{}), errors: []int{400, 404, 413, 415, 422, 507},
		},
		"POST /api/providers/{id}/test": {
			id: "testProvider", does: "Ask a provider a tiny question", more: "It is a real call, which may cost a little. Without an answer within 20 seconds, or with an error of the provider, a problem says what to do.",
			status: http.StatusOK, gives: jsonBody(tested{}), errors: []int{404, 413, 422, 429, 503},
		},
	}
}
