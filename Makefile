# Every target sets itself up: a virtual environment in .venv, built from requirements.lock, and built anew when
# pyproject.toml or the lock changes.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := .venv/bin/python -m pip --disable-pip-version-check
BIN := .venv/bin
READY := .venv/ready
CLUB := programs/examples/cdnow_club

.PHONY: help demo test lint check prove bench wheel lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): pyproject.toml requirements.lock
	@test -n "$(PYTHON)" || { echo 'fidelang needs Python 3.11 or later; name it with `make PYTHON=...`' >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(PIP) install --quiet -r requirements.lock
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	$(PIP) check
	@touch $(READY)

demo: $(READY)  ## check, test, replay and simulate the CDNOW club, to its return on investment
	$(BIN)/fidelang check $(CLUB)/program.fid
	$(BIN)/fidelang test $(CLUB)/program.fid
	$(BIN)/fidelang backtest $(CLUB)/program.fid --transactions $(CLUB)/cdnow_sample.csv --member customer_id --date date --amount amount --quantity quantity
	$(BIN)/fidelang simulate $(CLUB)/program.fid --scenario $(CLUB)/scenario.yaml

test: $(READY)  ## all tests, in at most eight minutes
	$(BIN)/python -m pytest -n 2

lint: $(READY)  ## formatting, lint, types, the walls between rooms
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  ## lint, then all tests

prove: $(READY)  ## the long runs, by hand
	$(BIN)/python -m pytest -n 2 -m 'prove or not prove' --hypothesis-profile=prove --timeout=3600

bench: $(READY)  ## fidelang beside hand-written code and other rule engines; writes docs/benchmarks.md
	$(PYTHON) -m venv --clear build/bench
	build/bench/bin/python -m pip --disable-pip-version-check install --quiet -r requirements.lock -r requirements-bench.lock
	build/bench/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .
	build/bench/bin/python -m bench --page docs/benchmarks.md --json build/benchmarks.json

wheel: $(READY)  ## the wheel, in dist/
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock: $(READY)  ## write both locks anew from pyproject.toml, in an environment of its own
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet '.[all,test,quality]' hatchling editables
	build/lock/bin/python -m pip --disable-pip-version-check freeze --exclude fidelang > requirements.lock
	build/lock/bin/python -m pip --disable-pip-version-check install --quiet '.[bench]'
	build/lock/bin/python -m pip --disable-pip-version-check freeze --exclude fidelang | grep -vxF -f requirements.lock > requirements-bench.lock

clean:  ## forget the environment and every cache
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist
