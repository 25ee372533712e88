# make demo, make test, make check: each sets up what it needs in .venv, with uv where it is, else pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)

.PHONY: demo demo-round test days simulate kills bench evals same check quick coverage covered mutants lock examples clean

demo: $(VENV)/run.stamp
	@SAMENSPRAAK_OPEN=$${SAMENSPRAAK_OPEN:-1} exec $(BIN)/samenspraak run

# A made-up collaboration with results, to look at before `make demo`; REMOVE=1 takes it away again.
demo-round: $(VENV)/run.stamp
	@$(BIN)/samenspraak demo-round $(if $(REMOVE),--remove)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest $(TESTS)

# The tests that depend on the date, on days of every kind. Needs Debian's faketime.
days: $(VENV)/dev.stamp
	@tests/days.sh

# SEED=7 runs one seed in full; SEEDS=10000 runs many, FIRST=500 from there on, BUG=... with a bug planted.
SEEDS ?= 1000
simulate: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.simulation $(if $(SEED),--seed $(SEED),--seeds $(SEEDS) --first $(or $(FIRST),0)) --bug "$(BUG)"

# KILLS=100 kills real processes so often, polling and webhook, and prints what was lost: nothing.
KILLS ?= 25
kills: $(VENV)/dev.stamp
	@KILLS=$(KILLS) $(BIN)/python -m pytest -s tests/acceptance/test_kill.py

# This coach beside its peers. BENCH_PYTHON is the interpreter that has the peers; KILLS=0 leaves out the kills.
ROUNDS ?= 3
bench: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.bench $(BENCH) $(if $(BENCH_PYTHON),--python $(BENCH_PYTHON)) --rounds $(ROUNDS) --kills $(KILLS)

# What the coach makes of sixty cases: a table; with SHEETS=folder also sheets for raters. tests/evals/README.md tells more.
evals: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.evals $(if $(CASE),--case $(CASE)) $(if $(SHEETS),--sheets $(SHEETS)) $(if $(BESIDE),--beside $(BESIDE)) $(if $(SAVE),--save $(SAVE))

# Whether this says, keeps and exports what another version does: OLD is a checkout of it, with its .venv.
same: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.compare $(OLD)

# Makes the reports in docs/examples anew, from people and municipalities that do not exist.
examples: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.examples

# What is quick first, so that a fault is told early; the tests last.
check: quick
	$(BIN)/python -m pytest $(TESTS)

quick: $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .import_linter_cache
	$(BIN)/samenspraak check
	$(BIN)/deptry .
	$(BIN)/vulture
	$(BIN)/codespell
	$(BIN)/reuse lint --quiet || $(BIN)/reuse lint

# Which lines and branches the layers' own tests reach; tests/conftest.py says which those are.
COVERED := dialogues frameworks storage
coverage: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -m measured --cov --cov-report= -n auto --dist loadfile tests/unit tests/integration
	@$(MAKE) --no-print-directory covered

# Of the last run with --cov: each of these folders by itself, so that a full one does not hide an empty one.
covered:
	@$(BIN)/coverage report
	@for room in $(COVERED); do \
	  share=$$($(BIN)/coverage report --include="$$room/*" --format=total --precision=1 --fail-under=90) && \
	  echo "$$room: $$share % covered" || { echo "$$room: $$share % covered, and 90 % is the least"; exit 1; }; done

# Plants faults in the scores and in the rules of confidentiality, and lists those that no test notices: docs/mutants.md.
mutants: $(VENV)/dev.stamp
	$(BIN)/mutmut run
	@$(BIN)/mutmut results

# A run needs less than the tests do; the tests' set holds the run's.
$(VENV)/run.stamp: requirements/run.txt pyproject.toml
	@test -f $(VENV)/dev.stamp -a ! requirements/dev.txt -nt $(VENV)/dev.stamp || $(MAKE) --no-print-directory install SET=run
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml
	@$(MAKE) --no-print-directory install SET=dev
	@touch $@

.PHONY: install
install:
ifdef UV
	@test -x $(BIN)/python || $(UV) venv --quiet --python $(PYTHON) $(VENV)
	@$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements/$(SET).txt --compile-bytecode
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/$(SET).txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif

# Needs uv. Hashes, no index lines: installs from whichever index the machine uses.
lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev -o requirements/dev.txt

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage mutants
