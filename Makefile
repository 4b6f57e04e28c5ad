# Every target makes what it needs: the packages in .venv, and a browser.

PYTHON ?= python3
GUIDE ?= wiwb
ARGS ?=

BIN := .venv/bin
PACKAGES := .venv/packages.stamp
BROWSER := .venv/browser.stamp
WINDOW := .venv/window.stamp
FIREFOX := .venv/firefox.stamp
MUTMUT := .venv/mutmut.stamp
LIVE := .venv/live.stamp
SELENIUM := .venv/selenium.stamp
DRIVER := .venv/chromedriver
N ?= 300
MUTANTS ?=

# Python keeps what it compiled, even where the environment says not to: without that each start of
# pytest compiles its plugins anew, which takes longer than all the rest of the start.
export PYTHONDONTWRITEBYTECODE :=

LOCK := $(BIN)/uv pip compile --universal --python-version 3.11 --upgrade --generate-hashes \
	--no-emit-index-url --no-header --quiet

# uv takes a fifth of the time. pip does the same where uv is missing or does not find the packages:
# uv does not read the configuration of pip.
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --requirement
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes \
	--requirement $(1) || { echo 'Going on with pip, which takes longer.' >&2; $(PIP) $(1); }

# A test that fails is run once more with a trace, and both runs are shown; not where one failure in
# many is a defect: locks, masks, and the court's own rules.
RETRIES := --reruns 1 --rerun-show-tracebacks $(addprefix --rerun-exclude-path e2e/,safety privacy court)

# What a run leaves for people, and for programs.
REPORTS := --suite-report reports/suite.html --junitxml reports/junit.xml

# make itself ends with 2 after any failure, so this says what the status of the walk was.
WALK = $(info $(BIN)/python -m walk follow $(1))$(BIN)/python -m walk follow $(1) || { status=$$?; \
	case $$status in \
	1) why='the site differs from the guide' ;; \
	2) why='wrong usage or configuration' ;; \
	*) why='the walk cannot tell' ;; \
	esac; \
	echo "The exit status of the walk is $$status: $$why. make itself ends with 2." >&2; \
	exit $$status; }

.DEFAULT_GOAL := help
.PHONY: help setup setup-firefox setup-live walk headed serve test test-all test-guide test-fast soak flake-check fault-table mutants drift-score lint check benchmark \
	wheel-check lock schema clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile
	@echo 'Options go in ARGS, for instance: make walk ARGS="--scenario menu-until-refresh"'

setup: $(PACKAGES) ## Install the packages and a browser, if they are missing
	@$(BIN)/python -m walk browser
	@touch $(BROWSER)

setup-firefox: $(FIREFOX) ## Install Firefox too, so that the tests run on both engines

setup-live: $(LIVE) ## Install what reads names in pictures, for a walk that may link at a real court

walk: $(BROWSER) ## Follow the guide against the mock court (GUIDE=wiwb)
	@$(call WALK,$(GUIDE) $(ARGS))

headed: $(WINDOW) ## The same in a browser window that you can watch
	@$(call WALK,$(GUIDE) --headed $(ARGS))

serve: $(PACKAGES) ## Serve the mock court for you to try
	$(BIN)/python -m mock_court $(ARGS)

test: $(BROWSER) ## Run the tests, on every browser engine of this machine
	$(BIN)/python -m pytest -n auto --dist worksteal $(RETRIES) $(REPORTS) $(ARGS)

test-all: $(BROWSER) ## The same with every case of every test, as CI does on several machines
	$(BIN)/python -m pytest -n auto --dist worksteal $(RETRIES) $(REPORTS) --all $(ARGS)

test-guide: $(BROWSER) ## Run what proves the guide, in Chromium: before each push
	$(BIN)/python -m pytest -n auto --dist worksteal --browser chromium $(RETRIES) -m "proves or guide" $(ARGS)

test-fast: $(PACKAGES) ## Run the tests of the program that need no browser
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not walk" --ignore=e2e/suite $(ARGS)

soak: $(PACKAGES) ## Run the model of the court, its races and its kills for minutes
	$(BIN)/python -m pytest --soak -m soak $(ARGS)

flake-check: $(BROWSER) ## Repeat the browser tests N times (300) with different seeds
	$(BIN)/python -m e2e.suite.flake_check --repeats $(N) $(ARGS)

fault-table: $(BROWSER) ## Walk where one request fails: every fault at every request
	$(BIN)/python -m e2e.fault_table $(ARGS)

mutants: $(MUTMUT) $(BROWSER) ## Make defects one by one, and check that a test fails (MUTANTS='walk.compare.*')
	$(BIN)/python -m e2e.defects
	$(BIN)/mutmut run $(MUTANTS)
	$(BIN)/mutmut results

drift-score: $(BROWSER) ## Score walks on changes of the court by name; writes docs/drift-score.md
	$(BIN)/python -m e2e.drift_score $(ARGS)

wheel-check: $(BROWSER) ## Build the wheel, and try both commands outside of this folder
	$(BIN)/python -m pytest -n 0 --browser chromium e2e/suite/test_wheel.py $(ARGS)

lint: $(PACKAGES) ## Check format, style, types and import contracts
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test ## Run all checks and tests that a commit must pass

benchmark: $(BROWSER) $(SELENIUM) ## Measure a walk against bare scripts of Playwright and Selenium
	$(BIN)/python -m e2e.benchmark.measure $(ARGS)

lock: $(PACKAGES) ## Lock the newest versions of the packages
	$(LOCK) pyproject.toml --group dev --output-file requirements.lock
	$(LOCK) --group uv --constraints requirements.lock --output-file requirements-uv.lock
	$(LOCK) pyproject.toml --extra live --constraints requirements.lock --output-file requirements-live.lock
	$(LOCK) --group mutation --constraints requirements.lock --output-file requirements-mutation.lock
	$(LOCK) --group benchmark --constraints requirements.lock --output-file requirements-benchmark.lock

schema: $(PACKAGES) ## Write the JSON Schema of playwright.config.json
	$(BIN)/python -m walk.settings.config

clean: ## Remove all that these targets made
	rm -rf .venv walk-report test-results reports mutants .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp in .venv says that a thing is installed; it is made last.

$(PACKAGES): requirements.lock requirements-uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo 'Python 3.11 or newer is needed as "$(PYTHON)": install it (on Debian: apt-get install python3 python3-venv), or name another, as in make PYTHON=python3.12.' >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { \
		test "$$(id -u)" = 0 && command -v apt-get >/dev/null && apt-get update --quiet=2 && \
		DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends python3-venv; } || { \
		echo 'Python cannot make a virtual environment: install its venv package (on Debian: apt-get install python3-venv) and try again.' >&2; exit 2; }
	@echo 'Installing the packages into .venv'
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) requirements-uv.lock || true
	@$(call INSTALL,requirements.lock)
	@touch $@

$(BROWSER): $(PACKAGES)
	@$(BIN)/python -m walk browser
	@touch $@

$(WINDOW): $(PACKAGES)
	@$(BIN)/python -m walk browser --headed
	@touch $@

$(FIREFOX): $(PACKAGES)
	@$(BIN)/python -m walk browser --browser firefox
	@touch $@

$(LIVE): requirements-live.lock $(PACKAGES)
	@$(call INSTALL,$<)
	@touch $@

$(MUTMUT): requirements-mutation.lock $(PACKAGES)
	@$(call INSTALL,$<)
	@touch $@

# The driver's package would bring a whole browser, so only its one file is taken.
$(SELENIUM): requirements-benchmark.lock $(PACKAGES)
	@$(call INSTALL,$<)
	@command -v chromedriver >/dev/null || { \
		rm -rf $(DRIVER) && mkdir $(DRIVER) && cd $(DRIVER) && apt-get download --quiet=2 chromium-driver && \
		dpkg-deb --extract chromium-driver_*.deb . && rm chromium-driver_*.deb; } || \
		echo 'There is no chromedriver to be had here, so the benchmark leaves Selenium out.' >&2
	@touch $@
