# Every target makes the environment it needs in .venv, from Python 3.11 or later and PyPI.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test check format accuracy performance snapshots wheel clean

help: ## list the targets
	@grep -E '^[a-z]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.run ## code the bundled stories and print them
	$(BIN)/dragoman demo --format text

test: $(VENV)/.dev ## run the tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/.dev ## style, types, direction of imports, lexicon
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/dragoman lexicon check

format: $(VENV)/.dev ## put the code into its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

accuracy: $(VENV)/.dev ## score the development sets beside the checkout and write docs/accuracy.md
	$(BIN)/python benchmarks/accuracy.py

performance: $(VENV)/.dev ## measure start-up, speed and memory and write docs/performance.md
	$(BIN)/python benchmarks/performance.py

snapshots: $(VENV)/.dev ## record the coded bundled stories and the demo's crisis anew
	$(BIN)/python tools/prepare_crisis.py
	$(BIN)/python -m pytest tests/stories --snapshot-update

wheel: $(VENV)/.dev ## build the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --wheel

clean: ## take away what these targets made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(VENV)/bin/python:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "dragoman needs Python 3.11 or later; name one with: make PYTHON=/path/to/python" >&2; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.run: pyproject.toml $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml $(VENV)/.run
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.run
