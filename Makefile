# `make brief` and `make test` set up what they need (a .venv, once) and do their job.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt

# Three editions of the sample, from a clean archive: what was known before the speech of 12 January 2021, the day after it,
# and at the topic's own cut-off. The date is fixed, so that the bytes are.
EDITION := $(BIN)/briefgen publish al-qaeda-iran --date 2026-11-22

.PHONY: brief editions test long lint types golden docs package bench bench-type csl-suite bench-citations check clean

brief: $(VENV)/.base
	$(BIN)/briefgen build

editions: $(VENV)/.base
	rm -rf output/editions/al-qaeda-iran
	$(EDITION) --cutoff 2020-11-16 --note "Retrospective: before the speech."
	$(EDITION) --cutoff 2021-01-13 --note "Retrospective: the day after the speech."
	$(EDITION) --note "Everything known at the cut-off of the topic."
	$(BIN)/briefgen verify al-qaeda-iran --rebuild

test: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not long"

long: $(VENV)/.test
	$(BIN)/python -m pytest -n 2 --dist worksteal -m long

lint: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

types: $(VENV)/.test
	$(BIN)/mypy

golden: $(VENV)/.test
	$(BIN)/python -m pytest tests/golden --update-golden -p no:randomly

docs: $(VENV)/.test
	$(BIN)/cog -r README.md

package: $(VENV)/.test
	$(BIN)/python -m build --outdir dist

bench: $(VENV)/.bench
	$(BIN)/python -m tests.bench

# Lines beside LuaLaTeX with microtype and Typst; a peer that is not installed is named and left out.
bench-type: $(VENV)/.bench
	$(BIN)/python -m tests.bench.type

# The CSL project's processor tests, scored by category; PEER=citeproc-py sets its score beside ours. A score is a
# result, so fixtures that fail (status 1) do not fail the target.
FIXTURES ?= ../shared/csl/fixtures
csl-suite: $(VENV)/$(if $(PEER),.bench,.base)
	@$(BIN)/python -m tests.citation.suite "$(FIXTURES)" $(if $(PEER),--peer "$(PEER)") || test $$? -eq 1

bench-citations: $(VENV)/.bench
	$(BIN)/python -m tests.bench.citations

check: lint types test

clean:
	rm -rf output/drafts .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.base: $(VENV)/bin/python pyproject.toml .ci/constraints.txt
	$(PIP) --editable .
	@$(BIN)/python -m compileall -q briefgen
	@touch $@

$(VENV)/.test: $(VENV)/.base
	$(PIP) --editable '.[test,lint]'
	@touch $@

$(VENV)/.bench: $(VENV)/.base
	$(PIP) --editable '.[bench]'
	@touch $@
