# Two commands matter: `make brief` and `make test`. Both set up what they need.
VENV := .venv
BIN := $(VENV)/bin
SETUP := ./setup.sh

.PHONY: brief test test-hostile test-browser check lock docs clean

brief: $(VENV)/.ready ## Read the example articles and print the brief; leaves brief.html
	$(BIN)/ramify brief examples/summit-2024/
	@$(BIN)/ramify brief examples/summit-2024/ --format html -o brief.html --quiet
	@echo "The same as a page: brief.html"

test: $(VENV)/.ready-dev check ## Lint, type-check and run every test
	$(BIN)/pytest -n 2 --dist loadgroup

test-hostile: $(VENV)/.ready-dev ## Many more of the changed files and the kills than `make test` tries
	RAMIFY_HOSTILE=1 $(BIN)/pytest -n 2 tests/hostile/test_fuzz.py tests/hostile/test_files.py

test-browser: $(VENV)/.ready-dev ## Open the pages of hostile documents in a headless Chromium
	RAMIFY_BROWSER=1 $(BIN)/pytest tests/hostile/test_browser.py

check: $(VENV)/.ready-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

$(VENV)/.ready: requirements.txt pyproject.toml
	$(SETUP) requirements.txt
	@touch $@

$(VENV)/.ready-dev: requirements-dev.txt pyproject.toml
	$(SETUP) requirements-dev.txt
	@touch $@ $(VENV)/.ready

lock: ## Compile the locked requirements anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  -q -o requirements.txt --group pyproject.toml:build
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	  -q -o requirements-dev.txt --group pyproject.toml:build --group pyproject.toml:dev -c requirements.txt

docs: $(VENV)/.ready-dev ## Write the generated pages: CLI reference and JSON Schema
	$(BIN)/python scripts/write_docs.py

clean:
	rm -rf $(VENV) brief.html
