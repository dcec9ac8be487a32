package server

import (
	"net/http"

	"github.com/gumgenie/gumgenie/internal/product"
)

// accounting describes the routes about what models cost.
func accounting() map[string]operation {
	return map[string]operation{
		"POST /api/generate/estimate": {
			id: "estimate", does: "Say what a request would cost", more: "The same body as for making a product. Nothing is made and no model is asked. The figures follow from what the catalog promises and what drafts are on average; the answer says what it assumes.",
			takes: jsonBody(product.Request{}), status: http.StatusOK, gives: jsonBody(estimate{}), errors: []int{400, 413, 415, 422, 429, 503},
		},
		"GET /api/products/{id}/usage": {
			id: "getProductUsage", does: "Read what the calls to models for a product took, cost and saved", status: http.StatusOK, gives: jsonBody(productUsage{}), errors: []int{404, 503},
		},
		"GET /api/usage": {
			id: "getUsage", does: "Read what calls to models took, cost and saved", more: "Deleted products stay in it. Lines older than 90 days are kept as sums of a day.",
			params: []param{
				{"from", "query", "First day, such as 2026-11-01; 30 days up to the last when left out.", "", false},
				{"to", "query", "Last day; today when left out.", "", false},
				{"by", "query", "day, model, purpose or product; day when left out.", "", false},
			},
			status: http.StatusOK, gives: jsonBody(usageReport{}), errors: []int{422, 503},
		},
		"GET /api/usage/limit": {
			id: "getSpendLimit", does: "Read the spend limit and how it stands", status: http.StatusOK, gives: jsonBody(limitState{}), errors: []int{503},
		},
		"PUT /api/usage/limit": {
			id: "putSpendLimit", does: "Set what may be spent on models in a day",
			more:  "It holds at once and after the next start. A call that might go beyond it is refused before it is sent, and the local writer takes over.",
			takes: jsonBody(LimitChange{}), status: http.StatusOK, gives: jsonBody(limitState{}), errors: []int{400, 413, 415, 422, 503, 507},
		},
		"DELETE /api/usage/limit": {
			id: "deleteSpendLimit", does: "Go back to the spend limit that the server was started with", status: http.StatusOK, gives: jsonBody(limitState{}), errors: []int{503, 507},
		},
	}
}
