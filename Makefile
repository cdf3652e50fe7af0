# `make site` and `make test` are all that a fresh clone needs (python3 >= 3.11 and make).

PYTHON ?= python3
BIN := .venv/bin
RUN := $(BIN)/python -m generator

.DEFAULT_GOAL := help
.PHONY: help site test lint serve bench screenshots audit zensical golden messages \
        requirements clean

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

site: .venv/site ## Refresh if a provider answers, then build the whole site into site/
	@$(RUN) refresh || true
	@$(RUN) build; code=$$?; [ $$code -eq 0 ] || [ $$code -eq 3 ]

test: .venv/dev ## Run every test, the browser's included
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.hosting.nginx
	@$(BIN)/python -m pytest --durations=10

lint: .venv/dev ## Check style, types, YAML, workflows and shell scripts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/yamllint --strict .
	$(BIN)/zizmor --offline --quiet .github
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/shellcheck .ci/run

serve: site ## Build and serve on this machine
	@$(RUN) serve

bench: .venv/dev ## Measure speed, memory and page weights against the budgets
	@$(BIN)/python -m tests.bench

screenshots: .venv/dev ## Picture every page of site/, wide and on a phone, into screenshots/
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.browser.screenshots

audit: .venv/python ## Look the pinned versions up among known vulnerabilities (needs the internet)
	@$(BIN)/python -m venv build/audit
	@build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	@build/audit/bin/pip-audit --disable-pip --require-hashes --requirement requirements.txt

zensical: .venv/dev ## Try the pages with Zensical, the successor of the theme
	@$(BIN)/python -m venv build/zensical
	@build/zensical/bin/python -m pip install --quiet --disable-pip-version-check zensical
	@PATH="$(CURDIR)/build/zensical/bin:$$PATH" $(BIN)/python -m tests.zensical

golden: .venv/dev ## Renew the golden pages after a wanted change
	@$(BIN)/python -m tests.golden.renew

messages: .venv/dev ## Collect the texts of templates and code into the catalogues
	@$(BIN)/python -m tests.messages

requirements: .venv/dev ## Compile the pinned requirements from pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header --upgrade --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header --constraint requirements.txt \
	  --output-file requirements-dev.txt

clean: ## Remove everything that was built, and nothing else
	@$(PYTHON) -B -m generator.site.clean

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "error: $(PYTHON) is older than 3.11"; echo "mend:  make PYTHON=python3.12 ..."; exit 2; }
	@echo "setting up .venv"
	@$(PYTHON) -m venv .venv \
	  || { echo "error: python3 cannot make a virtual environment"; echo "mend:  install python3-venv"; exit 2; }
	@touch $@

.venv/site: requirements.txt .venv/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/site
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
