# Everything here works from a fresh checkout: each target first sees to .venv, and that only when the lock changed.

PYTHONS := python3.11 python3.12 python3.13 python3
BIN := .venv/bin
PERIOD := 2023-Q1
SEED := 1
FUZZ_SECONDS := 600
ATHERIS := atheris==3.0.0
# Of the tests: one process for each core.
JOBS := auto

# The stamps carry hashes of contents, not times: a fresh checkout of the same lock installs nothing again.
LOCKED := .venv/.locked-$(shell { pwd; cat requirements.lock; } | sha256sum | cut -c1-16)
INSTALLED := $(LOCKED)-$(shell sha256sum < pyproject.toml | cut -c1-16)

.PHONY: setup demo up test lint bench atheris fuzz lock catalogue pictures

setup: $(INSTALLED)

demo: setup
	$(BIN)/dondoc rehearse --period $(PERIOD) --seed $(SEED)

up: setup
	$(BIN)/dondoc up

test: setup
	$(BIN)/pytest --numprocesses $(JOBS) --dist worksteal $(TESTS)

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: setup
	$(BIN)/python -m benchmarks.run

# Atheris is no part of the lock: it is put beside the environment, and has wheels for some Pythons only.
atheris: setup
	@test -d .fuzz/atheris || $(BIN)/python -m pip install --quiet --no-deps --target .fuzz $(ATHERIS)

fuzz: atheris
	PYTHONPATH=.fuzz $(BIN)/python tests/fuzz_reading.py -max_total_time=$(FUZZ_SECONDS)

catalogue: setup
	$(BIN)/python -m language.extraction

# Of the rehearsal that was finished last, or of RESULT=rehearsals/…; needs Chromium and LibreOffice.
pictures: setup
	$(BIN)/python -W ignore -m rehearsal.pictures $(RESULT)

lock: setup
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --allow-unsafe --generate-hashes --all-extras --upgrade \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate \
		--output-file requirements.lock pyproject.toml

$(INSTALLED): $(LOCKED)
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check >/dev/null || { $(BIN)/python -m pip check; \
		echo "requirements.lock no longer fits pyproject.toml: run 'make lock'." >&2; exit 1; }
	@rm -f $(LOCKED)-*; touch $@

$(LOCKED):
	@set -e; for python in $(PYTHONS); do \
		$$python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && break || python=; \
	done; \
	if [ -z "$$python" ]; then echo "dondoc needs Python 3.11, 3.12 or 3.13; none of these is it: $(PYTHONS)." >&2; exit 1; fi; \
	if ! $$python -c 'import ensurepip' 2>/dev/null; then \
		echo "$$python has no venv: install it first (on Debian: apt-get install python3-venv)." >&2; exit 1; fi; \
	echo "Building .venv with $$($$python --version) from requirements.lock: about a minute."; \
	$$python -m venv --clear .venv; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@touch $@
