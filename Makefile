# The commands of the README. Everything they need goes into .venv, made on first use from the locked requirements.
# `make run`, `make test`, `make check`, `make bench [DATA=DIR]`, `make train`, `make lock`; PYTHON=… picks another Python.

PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --quiet --quiet --disable-pip-version-check install
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --system-certs $(UPGRADE)

.PHONY: run test check bench train lock clean
.DELETE_ON_ERROR:

run: $(VENV)/runtime
	@$(RUN) -m adapters run

test: $(VENV)/dev
	@$(RUN) -m pytest -n 2 --dist loadfile

check: $(VENV)/dev
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@PYTHONPATH=. $(VENV)/bin/lint-imports

bench: $(VENV)/dev
	@$(RUN) -m tests.bench $(DATA)

train: $(VENV)/dev
	@$(RUN) -m nlu.train

# New versions with `make lock UPGRADE=--upgrade`. One resolution for every system and Python that the project supports.
lock: $(RUN)
	@$(PIP) uv
	@$(LOCK) --group build pyproject.toml --output-file requirements.txt
	@$(LOCK) --group build --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt

clean:
	@rm -rf $(VENV)

$(RUN):
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later was found: install one, or name it with make PYTHON=…" >&2; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) (once)" >&2
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "python3 -m venv failed: on Debian and Ubuntu install python3-venv" >&2; exit 1; }

$(VENV)/runtime: requirements.txt pyproject.toml | $(RUN)
	@echo "Installing what it runs on (about a minute)" >&2
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/runtime
	@echo "Installing what it is tested with" >&2
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
