# Each target sets up what it needs, once: the stamp is older than the lock only when the lock has changed.
PYTHON ?= python3
VENV := .venv
STAMP := $(VENV)/.installed
BIN := $(VENV)/bin

.PHONY: chat bot test check bench soak lock clean

chat: $(STAMP)
	@$(BIN)/interviewbot chat

bot: $(STAMP)
	@$(BIN)/interviewbot telegram

test: check
	$(BIN)/pytest

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python tests/benchmarks/question_speed.py
	PYTHONPATH=.:tests $(BIN)/python -m tests.benchmarks.answer_speed

soak: $(STAMP)
	$(BIN)/pytest tests/reliability --soak --durations=0 -s

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --upgrade \
		--custom-compile-command "make lock" --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV)

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "interviewbot needs Python 3.11 or later; name one: make PYTHON=python3.12 …")'
	@echo "Setting up interviewbot in $(VENV), once…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)
