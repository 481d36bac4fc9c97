# Residview. `make help` lists what there is.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
LITE ?= 0
OPEN ?= 1
BIN := .venv/bin
NPM := npm --prefix frontend --no-fund --no-audit --no-update-notifier --loglevel=error
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
FRONTEND := frontend/package.json frontend/package-lock.json frontend/index.html $(wildcard frontend/*.ts) \
            docs/guide.md $(wildcard docs/images/*.png) \
            $(shell find frontend/src frontend/public -type f ! -name '*.gen.ts' 2>/dev/null)

say = @printf '\033[1m==> %s\033[0m\n' "$(1)"

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- what is installed, all of it into the clone

.venv/bin/python:
	$(call say,making a virtual environment in .venv)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Residview needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) --version 2>&1). Try make PYTHON=python3.12 …"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

.venv/.serve: requirements/serve.txt pyproject.toml | .venv/bin/python
	$(call say,installing what serving needs (no torch))
	@$(PIP) install --require-hashes -r requirements/serve.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.serve
	$(call say,installing what tests need)
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.models: requirements/models.txt requirements/install_torch.py .venv/.serve
	$(call say,installing what running models needs (for CPUs where there is no GPU; demo LITE=1 does without))
	@$(BIN)/python requirements/install_torch.py
	@$(PIP) install --require-hashes --no-deps --no-build-isolation -r requirements/models.txt
	@touch $@

frontend/node_modules/.installed: frontend/package-lock.json frontend/package.json
	$(call say,installing the frontend packages)
	@node -e 'process.exit(+process.versions.node.split(".")[0] < 20 ? 1 : 0)' || \
	  { echo "Residview needs Node 20 or newer; this is $$(node --version 2>&1)."; exit 1; }
	@$(NPM) ci
	@touch $@

frontend/dist/index.html: frontend/node_modules/.installed openapi.json $(FRONTEND)
	$(call say,building the frontend)
	@$(NPM) run --silent build
	@touch $@

# ---- what one runs

.PHONY: demo
demo: .venv/.serve $(if $(filter 1,$(LITE)),,.venv/.models) frontend/dist/index.html ## set everything up and show the demo model (PORT=8000, OPEN=0 for no browser, LITE=1 for no torch)
	$(call say,starting the demo on port $(PORT))
	@RESIDVIEW_HOME="$${RESIDVIEW_HOME:-$(CURDIR)/.residview}" exec $(BIN)/residview demo --port $(PORT) \
	  $(if $(filter 0,$(OPEN)),--no-open,--open) $(if $(filter 1,$(LITE)),--no-worker)

.PHONY: models
models: .venv/.models ## install what running models needs: torch, TransformerLens

.PHONY: test
test: lint types test-frontend test-python ## everything: lint, types, unit, API, pipeline, contract and browser tests

.PHONY: test-python
test-python: .venv/.dev .venv/.models frontend/dist/index.html browser
	$(call say,Python tests: unit - pipeline - API - contract - browser)
	@$(BIN)/pytest $(ARGS)

.PHONY: test-frontend
test-frontend: frontend/node_modules/.installed frontend/dist/index.html
	$(call say,frontend unit tests)
	@$(NPM) run --silent test

.PHONY: browser
browser: .venv/.dev
	$(call say,looking for Chromium)
	@$(BIN)/python tests/browser/chromium.py

.PHONY: lint
lint: .venv/.dev frontend/node_modules/.installed ## check style and likely mistakes (ruff, Biome)
	$(call say,lint)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(NPM) run --silent lint

.PHONY: format
format: .venv/.dev frontend/node_modules/.installed ## put the code into its form
	$(call say,format)
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format .
	@$(NPM) run --silent format

.PHONY: types
types: .venv/.dev .venv/.models frontend/dist/index.html ## check types (mypy strict, tsc)
	$(call say,types)
	@$(BIN)/mypy
	@$(NPM) run --silent types

.PHONY: openapi
openapi: .venv/.serve ## write openapi.json from the code; the frontend's types follow from it
	$(call say,writing openapi.json)
	@$(BIN)/residview openapi > openapi.json.new && mv openapi.json.new openapi.json

.PHONY: bench
bench: .venv/.dev frontend/dist/index.html browser ## measure: add a GPT-2-sized model, serve it, draw it
	$(call say,bench)
	@$(BIN)/python bench/run.py

.PHONY: demo-model
demo-model: .venv/.models ## train the bundled demo model from nothing (about 15 minutes on a CPU)
	$(call say,training the demo model)
	@$(BIN)/python -m residview.demo.train

.PHONY: lock
lock: ## resolve the newest versions into requirements/*.txt
	$(call say,resolving)
	@test -x .tools/uv/bin/uv || { $(PYTHON) -m venv .tools/uv && .tools/uv/bin/pip --quiet install uv; }
	@compile=".tools/uv/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --python-version 3.11 $(LOCK)"; \
	$$compile pyproject.toml requirements/build.in -o requirements/serve.txt; \
	$$compile pyproject.toml requirements/build.in --extra dev -c requirements/serve.txt -o requirements/dev.txt; \
	$$compile pyproject.toml requirements/build.in requirements/models.in --extra models \
	  --override requirements/without_torch.in -c requirements/dev.txt -o requirements/models.txt

.PHONY: clean
clean: ## remove what was installed and built; the demo's data stays
	$(call say,cleaning)
	@rm -rf .venv .tools frontend/node_modules frontend/dist frontend/src/api/schema.gen.ts
