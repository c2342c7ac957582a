# What one types here. `make run` and `make test` work on a machine that has nothing but Python 3.11 or newer.

SHELL := /bin/bash
BIN := .venv/bin
ARGS ?=

.PHONY: help run install dev test golden check format fast bench lock clean

help: # This list
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

run: install ## Read the articles in seeds/ and open the dashboard on this machine (ARGS="--port 8600" and the like)
	@$(BIN)/entente up $(ARGS)

install: ## Make .venv with the pinned versions and the command .venv/bin/entente
	@bash .ci/environment run

dev: ## The same with the tools for tests and checks
	@bash .ci/environment dev

test: dev ## Run all tests, those in a browser too (ARGS="-k sources" and the like)
	@bash .ci/browser
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

golden: dev ## Renew the pictures of charts that tests compare with; git then shows what changed
	@ENTENTE_GOLDEN=write $(BIN)/python -m pytest -q tests/test_golden.py

check: dev ## Format, lint, types and import rules
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_architecture.py

format: dev ## Put the code into its standard form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

fast: dev ## Compile the extraction for this machine: the same findings in less time (needs gcc)
	@$(BIN)/python -m etl.compiled.build

bench: dev ## Measure speed and memory; the table goes to tests/bench/RESULTS.md
	$(BIN)/python tests/bench/run.py $(ARGS)

LOCK := $(BIN)/uv pip compile -q pyproject.toml --extra export --extra ingest --extra watch --extra dask --extra build --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
lock: dev ## Pin the newest versions that pyproject.toml allows
	$(LOCK) --upgrade -o requirements.lock
	$(LOCK) --upgrade --extra dev -c requirements.lock -o requirements-dev.lock

clean: ## Remove what tools left behind; .venv and warehouse/data stay
	rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist tests/output
