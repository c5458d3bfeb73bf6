# One word does each chore. `make help` lists them.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
export NO_MKDOCS_2_WARNING = 1
SHARED ?= ../shared

.DEFAULT_GOAL := help
.PHONY: help site serve test slow check pages format matrix bench clean

help:  ## list the chores
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

$(BIN)/.ready: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev,bench]'
	@touch $@

site: $(BIN)/.ready  ## build the demo site from corpus/ into site/
	$(BIN)/mkdocs build --strict --quiet
	@echo "The demo stands in site/: open file://$(CURDIR)/site/index.html, or see it live with 'make serve'."

serve: $(BIN)/.ready  ## preview the demo on http://127.0.0.1:8000 and follow every edit
	$(BIN)/mkdocs serve

test: $(BIN)/.ready  ## the quick suite, under three minutes
	$(BIN)/python -m pytest -q -n auto

slow: $(BIN)/.ready  ## browsers, big corpora and whole builds
	$(BIN)/python -m pytest -q -n auto -m slow

check: $(BIN)/.ready  ## linter, formatter and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

pages: $(BIN)/.ready  ## write the docs' pages that are made from the code: options, rules, API
	$(BIN)/python scripts/options_page.py
	$(BIN)/python scripts/rules_page.py
	$(BIN)/python scripts/api_page.py

format: $(BIN)/.ready  ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

matrix: $(BIN)/.ready  ## every Python on this machine, old and new dependencies, MkDocs and ProperDocs
	$(BIN)/python scripts/matrix.py

bench: $(BIN)/.ready  ## every figure of the docs, over the shared benchmarks (SHARED=folder)
	$(BIN)/python -m benchmarks --shared $(SHARED)/benchmarks

clean:  ## remove what was made
	rm -rf $(VENV) site build dist .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
