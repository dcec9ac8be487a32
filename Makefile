# GumGenie. `make` alone prints this help.
GO      ?= go
BIN     := bin/gumgenie
ADDR    ?= 127.0.0.1:8080
DATA    ?= data
TEMPER  ?= good
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
export CGO_ENABLED ?= 0

.DEFAULT_GOAL := help

.PHONY: help
help: ## print this help
	@echo "GumGenie: one sentence in, a finished digital product out."
	@echo
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/gumgenie
	@mkdir -p bin
	$(GO) build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o $(BIN) ./cmd/gumgenie

.PHONY: run
run: build ## build and serve on 127.0.0.1:8080 (ADDR, DATA)
	$(BIN) serve --addr $(ADDR) --data $(DATA)

.PHONY: deps
deps: # what the tests need beside Go: independent readers of the files that are made
	@scripts/deps

.PHONY: test
test: deps ## install what the tests need, then run them all
	$(GO) vet ./...
	$(GO) test -timeout 20m ./...

.PHONY: race
race: deps ## the tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -timeout 40m ./...

.PHONY: fuzz
fuzz: ## each fuzz target for 20 seconds (FUZZTIME)
	@scripts/fuzz

.PHONY: bench
bench: build ## measure what is promised and print the tables
	$(GO) run ./internal/bench -bin $(BIN)

.PHONY: chaos-ai
chaos-ai: ## let model providers and the network before them go wrong in 40 ways
	@mkdir -p bin
	cd tools && $(GO) build -o ../bin/toxiproxy github.com/Shopify/toxiproxy/v2/cmd/server
	$(GO) run ./internal/chaos -toxiproxy bin/toxiproxy

# Its own default, so that it and the product can run side by side.
fake-ai: ADDR = 127.0.0.1:8090
.PHONY: fake-ai
fake-ai: ## a provider without a model, to try the product against (ADDR, TEMPER, FLAGS)
	$(GO) run ./internal/fakeai -addr $(ADDR) -temper $(TEMPER) $(FLAGS)

.PHONY: bench-ai
bench-ai: ## measure what the layer around models costs and gains
	@mkdir -p bin
	$(GO) build -trimpath -o bin/fakeai ./internal/fakeai
	$(GO) run ./internal/benchai -fake bin/fakeai

.PHONY: messages
messages: ## collect the sentences that products say, for their translators
	$(GO) run ./internal/locale/collect

.PHONY: clean
clean: ## remove what was built
	rm -rf bin
