# Two commands: `make run` serves the product with a demonstration company (COMPANY=empty make run with
# one to set up from nothing, which has a data folder of its own), `make test` checks it.
# The system's Python before the one on the path, where it is new enough: distributions build theirs
# with profiles, and it is up to a third quicker than one that was compiled without.
PYTHON ?= $(firstword $(foreach each,/usr/bin/python3 python3,$(shell $(each) -c 'import sys, \
	ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(each))) python3)
PORT ?= 8000
BIN := .venv/bin
FLASK := $(BIN)/flask --app wsgi
# Most of what is installed is never imported: Python compiles what is, when it is.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile
# uv installs in 8 s what takes pip 22 on one processor; pip does it where uv finds no way.
UV := UV_HTTP_TIMEOUT=30 UV_HTTP_RETRIES=1 $(BIN)/uv pip install --quiet --python $(BIN)/python
INSTALL = $(PIP) uv==0.13.9 && $(UV) -r $(1) || $(PIP) -r $(1)

EMPTY := $(if $(filter empty,$(COMPANY)),CXSTAFF_DATA_DIR="$(CURDIR)/var/empty")

# Bytecode is kept: workers, and servers that tests start, need not compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test suite quick mutants check style types format vendor migration messages benchmark clean

run: .venv/.runs
	@echo "Starting cxstaff …"
	@$(EMPTY) $(FLASK) demo serve --port $(PORT) $(if $(EMPTY),--empty)

test: style  ## types are checked beside the first tests: neither needs both processors
	@$(MAKE) --no-print-directory -j 2 types suite

suite: .venv/.compiled  ## five workers for two processors: two are at a browser at first, others wait for a database
	$(BIN)/pytest -n 5

quick: .venv/.tests  ## one database, nothing long: for the minutes between two edits
	$(BIN)/pytest --database sqlite -m "not long" -x -n 3

mutants: .venv/.tests  ## change what computes, change by change, and name what no test saw: half a night; OF=casemix: one file
	$(BIN)/python -m benchmarks.mutants $(OF)

check: style types

style: .venv/.tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.tests
	$(BIN)/mypy

format: .venv/.tests
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

vendor: .venv/.tests  ## fetch the named npm packages again and rebuild static/vendor
	$(BIN)/python static/vendor/update.py

migration: .venv/.runs  ## write a migration for what the models changed: make migration NAME="thanks have a colour"
	$(FLASK) db migrate -m "$(NAME)"

messages: .venv/.runs  ## collect every sentence on screen, and lay those without a translation before translators
	@mkdir -p var
	$(BIN)/python -m babel.messages.frontend -q extract -F pyproject.toml -k _l -k N_ -k lazy_gettext -k Refused -k Problem -k problem \
		--no-location --sort-output --project=cxstaff -o var/messages.pot .
	$(BIN)/python -m babel.messages.frontend -q update -i var/messages.pot -d cxstaff/translations -w 100 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

benchmark: .venv/.tests
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "cxstaff needs Python 3.11 or newer; say which with PYTHON=python3.12 make …"; exit 1; }
	@echo "Making an environment in .venv …"
	@$(PYTHON) -m venv .venv

.venv/.runs: requirements.txt | .venv/bin/python
	@echo "Installing what cxstaff needs into .venv; the first time this takes a minute …"
	@$(call INSTALL,requirements.txt)
	@touch $@

.venv/.tests: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what cxstaff and its tests need into .venv; the first time this takes minutes …"
	@$(call INSTALL,requirements-dev.txt)
	@touch $@ .venv/.runs

# Five workers that begin with nothing compiled would compile the same at once, each for itself.
.venv/.compiled: .venv/.tests
	@$(BIN)/pytest --collect-only -qq >/dev/null || true  # what is wrong the suite says itself
	@$(BIN)/python -c 'from hypothesis import strategies; strategies.text().validate()'  # kept in .hypothesis
	@touch $@
