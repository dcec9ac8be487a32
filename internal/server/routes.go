package server

import "net/http"

// route is a method and path with everything that stands around its handler.
type route struct {
	pattern string
	serve   http.Handler
}

// routes is every address that is answered. Around all of them lie observe
// (request id, access log) and guarded (panics, security headers, Host, Origin,
// path); around a single one what is written beside it:
//
//	api   errors become problem+json        upto  bounds the body
//	page  errors become a page              long  lifts the time limit for reading
//	zip   compresses, never a stream or file
//
// long stands inside upto only: who has no more time limit has sent everything.
func (s *server) routes() []route {
	zip := compressor()
	return []route{
		{"POST /api/generate", zip(s.api(s.large(maxSources, long(s.postGenerate))))},
		{"POST /api/enhance", zip(s.api(upto(maxBody, long(s.postEnhance))))},
		{"POST /api/market-brief", zip(s.api(s.large(maxMarket, long(s.postMarketBrief))))},
		{"POST /api/generate/estimate", zip(s.api(s.large(maxSources, s.postEstimate)))},

		{"GET /api/products", zip(s.api(s.getProducts))},
		{"GET /api/products/{id}", zip(s.api(s.getProduct))},
		{"PATCH /api/products/{id}", zip(s.api(upto(maxBody, long(s.patchProduct))))},
		{"DELETE /api/products/{id}", s.api(s.deleteProduct)},
		{"POST /api/products/{id}/regenerate", zip(s.api(upto(maxBody, long(s.postRegenerate))))},
		{"POST /api/products/{id}/stop", s.api(s.stopProduct)},
		{"GET /api/products/{id}/revisions", zip(s.api(s.getRevisions))},
		{"GET /api/products/{id}/events", s.api(upto(maxBody, long(s.getEvents)))},
		{"GET /api/products/{id}/usage", zip(s.api(s.getProductUsage))},
		{"GET /api/products/{id}/files", zip(s.api(s.getFiles))},
		{"GET /api/products/{id}/files/{path...}", s.api(s.getFile)},
		{"GET /api/products/{id}/tiers/{tier}/bundle.zip", s.api(s.getBundle)},

		{"GET /api/catalog", zip(s.api(s.getCatalog))},
		{"GET /api/presets", zip(s.api(s.getPresets))},
		{"GET /api/profile", zip(s.api(s.getProfile))},
		{"PUT /api/profile", s.api(upto(maxBody, s.putProfile))},

		{"GET /api/providers", zip(s.api(s.getProviders))},
		{"PUT /api/providers/order", s.api(upto(maxBody, s.models(s.orderProviders)))},
		{"PUT /api/providers/{id}", s.api(upto(maxBody, s.models(s.putProvider)))},
		{"DELETE /api/providers/{id}", s.api(s.models(s.deleteProvider))},
		{"POST /api/providers/{id}/test", s.api(upto(maxBody, long(s.models(s.testProvider))))},
		{"GET /api/usage", zip(s.api(s.getUsage))},
		{"GET /api/usage/limit", zip(s.api(s.getLimit))},
		{"PUT /api/usage/limit", s.api(upto(maxBody, s.putLimit))},
		{"DELETE /api/usage/limit", s.api(s.deleteLimit)},

		{"GET /api/healthz", s.api(s.getHealth)},
		{"GET /api/readyz", s.api(s.getReady)},
		{"GET /api/metrics", zip(s.api(s.getMetrics))},
		{"GET /api/openapi.json", zip(s.api(s.getOpenAPI))},
		{"POST /api/admin/backup", s.api(upto(maxBody, long(s.postBackup)))},

		{"GET /{$}", zip(s.page(s.home))},
		{"POST /{$}", zip(s.page(upto(maxBody, s.homeForm)))},
		{"GET /p/{id}", zip(s.page(s.showProduct))},
		{"POST /p/{id}/stop", s.page(s.stopForm)},
		{"POST /p/{id}/delete", s.page(s.deleteForm)},
		{"GET /assets/{name}", zip(s.page(s.getAsset))},

		{"/", zip(http.HandlerFunc(s.nothing))},
	}
}
