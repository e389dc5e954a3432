# Two commands matter: `make run` and `make test`. Nothing but Python 3.11+, make and a C library is assumed.
PYTHON ?= python3
VENV = .venv/bin/python
# What Django needs before it loads; these commands serve nobody.
CHECKS = SECRET_KEY=only-for-checks DATA_DIR=build/checks

.PHONY: help run test faults fuzz bench check screens format lock clean

help: ## Say what there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1 - \2/p' Makefile

run: ## Set everything up and serve the site with its worker, until Ctrl-C
	@$(PYTHON) -m hispeech_web.bootstrap base
	@$(VENV) -m hispeech_web.run

test: ## Set everything up and run all tests, on SQLite and on PostgreSQL
	@$(PYTHON) -m hispeech_web.bootstrap dev
	@$(VENV) -m tests $(TESTS)

faults: ## Kill everything at random on both stacks, then compare the books (SEED=, JOBS=, STACK=sqlite or postgres)
	@$(PYTHON) -m hispeech_web.bootstrap dev
	@$(VENV) -m tests.faults --page $(if $(SEED),--seed=$(SEED)) $(if $(JOBS),--jobs=$(JOBS)) $(if $(STACK),--stack=$(STACK))

fuzz: ## Bring hundreds of damaged files to the real site (SEED=, FILES=)
	@$(PYTHON) -m hispeech_web.bootstrap dev
	@$(VENV) -m tests.fuzz --page $(if $(SEED),--seed=$(SEED)) $(if $(FILES),--files=$(FILES))

bench: ## Measure the site under load, beside what we promise (takes some minutes)
	@$(PYTHON) -m hispeech_web.bootstrap dev
	@missed=0; for part in tests.bench tests.bench.search tests.bench.library tests.bench.analyser tests.bench.alignment tests.bench.cues tests.bench.subtitles tests.bench.archive tests.bench.uploads tests.bench.page tests.bench.workspace; do \
		$(VENV) -m $$part || missed=1; done; exit $$missed

check: ## Style, types, imports, migrations, deployment settings, templates, spelling
	@$(PYTHON) -m hispeech_web.bootstrap dev
	$(VENV) -m ruff check
	$(VENV) -m ruff format --check
	$(CHECKS) $(VENV) -m mypy
	$(VENV) -c "from importlinter.cli import lint_imports_command as lint; lint()"
	$(CHECKS) $(VENV) manage.py makemigrations --check --dry-run
	@echo manage.py check --deploy
	@$(CHECKS) SILENCED_SYSTEM_CHECKS=transcripts.W020 HTTPS=1 SECRET_KEY=$$($(VENV) -c "import secrets; print(secrets.token_hex(48))") \
		$(VENV) manage.py check --deploy --fail-level WARNING
	$(VENV) -m djlint templates --lint --quiet
	$(VENV) -m djlint jinja --lint --quiet --profile jinja
	$(VENV) -m codespell_lib

screens: ## Take the README's pictures anew
	@$(PYTHON) -m hispeech_web.bootstrap dev
	@SCREENS=docs $(VENV) -m pytest tests/journeys/test_pictures.py

format: ## Lay out the code in the house's way
	@$(PYTHON) -m hispeech_web.bootstrap dev
	$(VENV) -m ruff check --fix
	$(VENV) -m ruff format

lock: ## Compile requirements/*.in to exact versions with hashes, and package.json's
	@$(PYTHON) -m hispeech_web.bootstrap dev
	@for set in tools base dev node; do $(VENV) -m uv pip compile --quiet --universal --generate-hashes \
		--no-header --python-version 3.11 requirements/$$set.in -o requirements/$$set.txt || exit 1; done
	@$(VENV) -m uv pip compile --quiet --universal --generate-hashes --no-header --no-deps --python-version 3.10 \
		requirements/speech.in -o requirements/speech.txt
	@$(VENV) -m uv pip compile --quiet --universal --generate-hashes --no-header --no-deps --python-version 3.11 \
		requirements/lexicon.in -o requirements/lexicon.txt
	@if command -v npm >/dev/null; then npm install --package-lock-only; fi

clean: ## Remove what was installed, built and cached; never the data
	rm -rf .venv build node_modules static/vendor .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
