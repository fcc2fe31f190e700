# WedForms: two commands for a newcomer (run, test) and what they are made of.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test test-browsers words lint bench setup setup-test frontend lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

run: setup ## Set everything up and run the product with its six demo forms
	@exec $(BIN)/wedforms demo

test: setup-test ## Set everything up and run every test
	@$(BIN)/python -m pytest -n 2 --dist loadgroup --ignore tests/browser --ignore tests/other_browsers
	@$(BIN)/python -m pytest -n 2 tests/browser
	@$(BIN)/python scripts/frontend_tests.py

test-browsers: setup-test ## Live the couples' stories again in Firefox ESR and WebKitGTK
	@sh scripts/system_packages.sh browsers
	@$(BIN)/python -m pytest tests/other_browsers

lint: $(VENV)/.stamp-dev frontend ## Check style, types, layers and templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/djlint --lint --quiet templates

bench: $(VENV)/.stamp-dev frontend ## Measure the speed, each work beside a baseline
	@$(BIN)/python -m benchmarks

setup: $(VENV)/.stamp frontend
	@sh scripts/system_packages.sh run

setup-test: $(VENV)/.stamp-dev frontend
	@sh scripts/system_packages.sh test

$(VENV)/bin/uv:
	@echo "· making the virtual environment"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $(PYTHON) is older. Try: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9,<1"

$(VENV)/.stamp: requirements.lock pyproject.toml | $(VENV)/bin/uv
	@echo "· installing the locked dependencies"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.stamp-dev: requirements-dev.lock $(VENV)/.stamp
	@echo "· installing the locked development dependencies"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	@touch $@

frontend: $(VENV)/.stamp
	@$(BIN)/python hatch_build.py

words: $(VENV)/.stamp-dev ## Bring the catalogues of the product's words up to date
	@$(BIN)/python scripts/catalogues.py

lock: $(VENV)/bin/uv ## Resolve the dependencies anew
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra run pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --extra run --extra dev pyproject.toml -o requirements-dev.lock

clean: ## Remove everything that was made here, the demo's data too
	rm -rf $(VENV) var wedforms/web/static wedforms/web/frontend/node_modules
