# globeterm: `make` prints what there is.
# With uv it is used; without it, Python 3.11 or newer with venv is enough.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell command -v $(name) >/dev/null 2>&1 && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))
UV := $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
READY := .venv/.ready
DEVELOPING := .venv/.developing

INSTALL := $(if $(UV),$(UV) pip install --quiet --python .venv/bin/python,$(BIN)/python -m pip install --quiet --disable-pip-version-check)
COMPILE := $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

.DEFAULT_GOAL := help
.PHONY: help run test check format lint types coverage politeness screens bench eval lock clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(READY)  ## read the paper
	@$(BIN)/globeterm $(ARGS)

test: $(DEVELOPING)  ## run the tests
	$(BIN)/pytest -n 4 --dist worksteal $(ARGS)

check: format-check lint types coverage  ## all that CI checks: format, lint, types, floors, tests with coverage

format: $(DEVELOPING)  ## put the code into its format
	$(BIN)/ruff format src tests scripts
	$(BIN)/ruff check --fix-only src tests scripts

.PHONY: format-check
format-check: $(DEVELOPING)
	$(BIN)/ruff format --check src tests scripts

lint: $(DEVELOPING)  ## look for mistakes
	$(BIN)/ruff check src tests scripts

types: $(DEVELOPING)  ## check the types
	$(BIN)/mypy

coverage: $(DEVELOPING)  ## run the tests and see which branches they take
	$(BIN)/pytest -n 4 --dist worksteal --cov --cov-report=term:skip-covered --cov-report=json:.coverage.json $(ARGS)
	$(BIN)/python scripts/coverage_floors.py .coverage.json

politeness: $(DEVELOPING)  ## write docs/politeness.md from its tests
	$(BIN)/python scripts/politeness.py

screens: $(DEVELOPING)  ## render the screens to pictures in build/screens
	$(BIN)/python scripts/screens.py build/screens

bench: $(DEVELOPING)  ## measure start and keys, as ratios and percentiles
	$(BIN)/python -m compileall -q src
	$(BIN)/python scripts/bench.py

.PHONY: bench-search
bench-search: $(DEVELOPING)  ## measure a key of a search at 1,000, 10,000 and 100,000 stories
	$(BIN)/python scripts/bench_search.py $(ARGS)

eval: $(DEVELOPING)  ## score what is read of two public sets of pages, beside the libraries
	$(BIN)/python scripts/eval_articles.py $(ARGS)

SECONDS ?= 60
.PHONY: fuzz
fuzz: $(DEVELOPING)  ## look for bytes that break a way to the screen, for SECONDS=60; SEEDS="feeds.zip pages/"
	@$(BIN)/python -c "import atheris" 2>/dev/null || $(INSTALL) "atheris>=2.3" || true
	$(BIN)/python -m tests.hostile.fuzz --seconds $(SECONDS) --seeds $(SEEDS)

.PHONY: rules
rules: $(DEVELOPING)  ## take out each rule of tests/rules once and see its test fail; ARGS="SEC-05 FLT-07"
	$(BIN)/python scripts/rules.py $(ARGS)

lock: $(DEVELOPING)  ## write the lock files anew
	@$(INSTALL) uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --output-file requirements-dev.lock

clean:  ## remove what make made
	rm -rf .venv build dist .coverage* .mypy_cache .ruff_cache .hypothesis .pytest_cache

.venv/bin/python:
	@if [ -n "$(UV)" ]; then "$(UV)" venv --quiet --seed $(if $(PYTHON),--python "$$(command -v $(PYTHON))",--python 3.11) .venv; \
	elif [ -n "$(PYTHON)" ]; then $(PYTHON) -m venv .venv; \
	else echo "globeterm needs Python 3.11 or newer, or uv" >&2; exit 1; fi

$(READY): .venv/bin/python pyproject.toml requirements.lock
	@echo "Setting up, once …"
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

$(DEVELOPING): .venv/bin/python pyproject.toml requirements-dev.lock
	@echo "Setting up for development, once …"
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --no-deps -e .
	@$(BIN)/python -m compileall -q src
	@touch $(READY) $@
