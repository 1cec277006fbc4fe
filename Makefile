# Everything starts here; `make help` lists it. Only Python 3.11 (with its venv module) and make are needed.
PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
BIN := .venv/bin
BUILD := $(PYTHON) config/bootstrap.py
WORKERS ?= -n 3 --dist loadfile --no-loadscope-reorder
# Read before any conftest: the services start before the settings are read.
export PYTEST_PLUGINS := tests.embedded_plugin

.PHONY: help run build front style test check lock bench pictures clean
.DEFAULT_GOAL := help

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

run: ## build what is missing, start everything, print the address (PORT, DATA_DIR)
	@$(BUILD) run

build: ## the environment with every tool, the front end and the static files
	@$(BUILD) build

front: build ## the same: the front end is rebuilt when its sources changed

test: build ## everything that proves the product (ARGS="-k places -x")
	@$(BIN)/python -m pytest $(WORKERS) $(ARGS)

style: build ## style, types, import contracts, complete migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DEMONSTRATION=1 $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py claim_states --check

check: style test ## all of it

lock: ## resolve the requirements again
	@for name in base embedded dev node; do \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

bench: build ## time from clone, server time, also over 20,000 claims, bytes and drawing (needs Chromium)
	@$(BIN)/python -m bench

pictures: build ## the README's pictures of the pages (needs Chromium)
	@$(BIN)/python -m tests.pictures

clean: ## remove what is built; the data folder stays
	rm -rf .venv node_modules static/dist collected .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
