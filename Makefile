# `make run` and `make test` do everything on a fresh machine; the others are parts of them.
# The first Python that runs and is new enough.
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11 python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
BIN := .venv/bin
STORE := $(or $(MENTORSHIP_STORE),data/mentorship.duckdb)

.PHONY: install run test check bench sample clean

install: .venv/installed

.venv/installed: requirements.lock requirements-dev.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed. Name one with: make PYTHON=/path/to/python'; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
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

bench: install
	$(BIN)/python -m benchmarks.run

sample: install
	$(BIN)/mentorship sample --out data/sample

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis shots
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
