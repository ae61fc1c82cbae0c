# Every target sets itself up: a virtual environment in .venv, built from requirements.lock, built again when
# pyproject.toml or the lock change.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
CLUB := programs/examples/cdnow_club

.PHONY: help demo test check prove lock clean
.DEFAULT_GOAL := help

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("fidelang needs Python 3.11 or later, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $(READY)

demo: $(READY)  ## check, test, replay and simulate the CDNOW club, to its return on investment
	$(BIN)/fidelang check $(CLUB)/program.fid
	$(BIN)/fidelang test $(CLUB)/program.fid
	$(BIN)/fidelang backtest $(CLUB)/program.fid --transactions $(CLUB)/cdnow_sample.csv --member customer_id --date date --amount amount --quantity quantity
	$(BIN)/fidelang simulate $(CLUB)/program.fid --scenario $(CLUB)/scenario.yaml

test: $(READY)  ## all tests, in at most eight minutes
	$(BIN)/python -m pytest -n 2

check: $(READY)  ## formatting, lint, types, the walls between rooms, then all tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(MAKE) test

prove: $(READY)  ## the long runs, by hand
	$(BIN)/python -m pytest tests/prove --override-ini testpaths=tests/prove -m prove

lock: $(READY)  ## write requirements.lock anew from pyproject.toml
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip install --quiet --disable-pip-version-check '.[all,test,quality]'
	.venv/lock/bin/python -m pip freeze --exclude fidelang > requirements.lock

clean:  ## forget the environment and every cache
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
