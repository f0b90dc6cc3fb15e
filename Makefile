# `make run` and `make test` do everything on a fresh machine; the others are parts of them.
# The first Python that runs and is new enough.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
STORE := $(or $(MENTORSHIP_STORE),data/mentorship.duckdb)

.PHONY: install run test quick check bench load lock sample clean

install: .venv/installed

.venv/installed: requirements.lock requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed. Name one with: make PYTHON=/path/to/python'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch .venv/installed

$(STORE): | install
	$(BIN)/mentorship import --sample data/sample/people.csv data/sample/sessions.csv data/sample/contacts.csv --store $(STORE)

run: install | $(STORE)
	$(BIN)/streamlit run app.py

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# A file of tests stays on one worker: servers and stores that its tests share are started once. Files come in their
# own order, those with a browser first: they wait much, and would be a long end.
test: check
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

# While working: no browser, no random cases, under two minutes.
quick: check
	$(BIN)/pytest -n 2 --dist loadfile -m "not browser and not slow"

bench: install
	$(BIN)/python -m benchmarks.run

# For instance make load LOAD="--viewers 1,10 --pages"; all options: make load LOAD=--help
load: install
	$(BIN)/python -m benchmarks.load $(LOAD)

# After a change of requirements.txt or requirements-dev.txt: every package that they bring along, with its hashes.
lock: install
	for each in requirements requirements-dev; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
			--custom-compile-command 'make lock' $$each.txt -o $$each.lock || exit 1; done

sample: install
	$(BIN)/mentorship sample --out data/sample

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
