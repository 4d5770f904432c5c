# Two commands: `make demo` runs the whole job on sample data, `make test` runs the tests.
SHELL := /bin/bash
BIN := .venv/bin
SECONDS ?= 600
export PYTHONUTF8 := 1
VERSION = $(shell sed -n 's/^__version__ = "\(.*\)"/\1/p' desktop_app/__init__.py)

.DEFAULT_GOAL := help
.PHONY: help demo test run test-slow fuzz lint bench screenshots build self-test docs locale samples \
    lock libraries clean icons deb windows test-packaging

help: ## say what there is to make
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

.venv/.ready: requirements.lock pyproject.toml packaging/setup.sh
	@packaging/setup.sh

libraries:
	@packaging/system-libraries.sh

demo: .venv/.ready ## the main job on the sample data, without a screen, into demo/
	@packaging/system-libraries.sh || true
	$(BIN)/shuangbei demo demo

test: lint libraries ## everything that must hold: style, types, layers, tests
	$(BIN)/pytest -n 2 -m "not slow and not packaged"

lint: .venv/.ready ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

run: .venv/.ready libraries ## open the window
	$(BIN)/shuangbei

test-slow: .venv/.ready libraries ## the long suites, such as every bit of a package flipped
	$(BIN)/pytest -n 2 -m slow

fuzz: .venv/.ready libraries ## damage every kind of file that is received; SECONDS=600 for each kind
	FUZZ_SECONDS=$(SECONDS) $(BIN)/pytest -n 2 -m slow tests/end_to_end/test_received_fuzz.py

bench: .venv/.ready libraries ## measure, with the floors of this machine beside each figure
	@for script in tests/benchmarks/bench_*.py; do \
	    echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

screenshots: .venv/.ready libraries ## a picture of every page into docs/images/
	$(BIN)/python packaging/make_screenshots.py docs/images

build: .venv/.ready libraries ## the program as one folder, dist/shuangbei/
	$(BIN)/pyinstaller --noconfirm --clean --log-level WARN pyinstaller.spec

self-test: build ## let the built program try itself
	QT_QPA_PLATFORM=offscreen dist/shuangbei/shuangbei self-test

test-packaging: build ## the built program, the .deb, the Windows installer (wine, NSIS)
	$(BIN)/pytest -n 2 --dist loadfile tests/packaging

deb: build ## the package for Debian and its kin, of the built program
	packaging/linux/make_deb.sh dist/shuangbei $(VERSION) dist/shuangbei_$(VERSION)_amd64.deb

windows: .venv/.ready ## build and try the Windows program under wine (a test build; 15 minutes)
	packaging/windows/build.sh
	$(BIN)/python packaging/windows/try_out.py tests/old_files/0.1.0

icons: .venv/.ready ## write the pictures for Windows from the icon of the window
	$(BIN)/python packaging/make_icons.py resources/icons/app.svg packaging/icons

docs: .venv/.ready ## write docs/fields.md and docs/rules.md from the catalogues
	$(BIN)/python -m desktop_app.catalogue.document
	$(BIN)/python -m desktop_app.rules.document

locale: .venv/.ready ## collect the texts and compile the English ones
	$(BIN)/python packaging/make_locale.py

samples: .venv/.ready ## make resources/samples/ again (the same bytes each time)
	$(BIN)/python packaging/make_samples.py resources/samples

lock: .venv/.ready ## write requirements.lock from pyproject.toml
	packaging/lock.sh

clean: ## take away what was made here, but not the environment
	rm -rf build dist demo .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
