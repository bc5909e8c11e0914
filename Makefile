# Two commands for a fresh machine: `make run` and `make test`. Needs CPython 3.11 or later, nothing else.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check
say     = @echo "gistwire: $(1)" >&2

.PHONY: run test check format bench lock clean
.DELETE_ON_ERROR:

run: $(VENV)/installed
	@exec $(BIN)/gistwire

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest -q

check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	$(call say,making a virtual environment in $(VENV)/)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "gistwire: needs Python 3.11 or later; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.13 …")'
	@$(PYTHON) -m venv $(VENV)

# The lock holds the build backend too, so that nothing outside it is fetched.
$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(call say,installing the packages (a minute or two the first time))
	@$(PIP) install --quiet --require-hashes --no-deps --only-binary setuptools -r requirements-build.lock
	@$(PIP) install --quiet --require-hashes --no-build-isolation --no-deps -r requirements.lock
	@$(PIP) install --quiet --no-build-isolation --no-deps --editable .
	$(call say,ready)
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	$(call say,installing what the tests and checks need)
	@$(PIP) install --quiet --require-hashes --no-build-isolation --no-deps -r requirements-dev.lock
	$(call say,ready to test)
	@touch $@

# For whoever carries on: after a change of dependencies in pyproject.toml (needs uv).
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
lock:
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --extra dev -c requirements.lock -o requirements-dev.lock
	echo 'setuptools' | $(LOCK) - -c requirements-dev.lock -o requirements-build.lock

clean:
	rm -rf $(VENV) build dist *.egg-info
