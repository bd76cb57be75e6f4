# Every target sets up what it needs first; set-up that is already done takes a fraction of a second.
#   make demo PHOTOS=DIR      your own photographs as the FID reference
#   make test ARGS="-k fid"   further arguments for pytest
#   make setup PYTHON=python3.12
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-slow test-all test-gpu lint fmt clean

BIN := .venv/bin
CODE := shader_bank procimg ray_jobs tests benchmarks scripts
PYTEST := $(BIN)/python -m pytest

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

setup: ## install everything: system packages where allowed, .venv, pinned versions, FID weights
	@scripts/setup.sh

demo: setup ## run the whole job on this machine and write runs/demo/report.html
	$(BIN)/procimg demo --out runs/demo $(if $(PHOTOS),--photos "$(PHOTOS)")

test: setup ## run the tests that take under 10 minutes together
	$(PYTEST) -m "not slow and not chaos and not gpu" $(ARGS)

test-slow: setup ## run the tests that are slow or kill processes
	$(PYTEST) -m "(slow or chaos) and not gpu" $(ARGS)

test-all: setup ## run all tests but those that need a GPU
	$(PYTEST) -m "not gpu" $(ARGS)

test-gpu: setup ## run the tests that need a CUDA device
	$(PYTEST) -m gpu $(ARGS)

lint: setup ## check format, style and types
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy

fmt: setup ## format and fix what can be fixed
	$(BIN)/ruff format $(CODE)
	$(BIN)/ruff check --fix $(CODE)

clean: ## remove caches and build leftovers; keeps .venv and runs
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +
