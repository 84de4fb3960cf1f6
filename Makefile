# What people type.  `make help` lists it.

PYTHON ?= python3
RUN    := .venv/bin/python -m
MULIN  := $(RUN) mulin.site.command
TESTS  := MULIN_MODE=test MULIN_HOME="$(CURDIR)/.mulin/test"
LOCK   := uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11

.PHONY: help demo test check fix lock messages

help:  ## list these words
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo:  ## try Mulin on this machine (PORT=8001, HOST=0.0.0.0, RESET=1 starts anew)
	@$(PYTHON) bootstrap.py base && exec $(MULIN) demo \
		$(if $(PORT),--port "$(PORT)") $(if $(HOST),--host "$(HOST)") \
		$(if $(filter 1 yes true,$(RESET)),--reset)

test:  ## run every test, in a real database and a real browser (ARGS="-k roll")
	@$(PYTHON) bootstrap.py dev
	@$(PYTHON) tests/needs.py
	@$(TESTS) $(MULIN) with-database $(RUN) pytest --create-db -n 2 $(ARGS)

check: ## look for faults without running anything
	@$(PYTHON) bootstrap.py dev
	$(RUN) ruff check
	$(RUN) ruff format --check
	.venv/bin/lint-imports --no-cache
	MULIN_MODE=test $(RUN) mypy
	MULIN_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_hex(32))') \
		MULIN_SMS_BACKEND=mulin.commons.people.webhook.WebhookSms \
		MULIN_SMS_WEBHOOK=http://127.0.0.1:9 MULIN_SMS_SECRET=only-for-looking-at-the-settings \
		MULIN_MODE=production MULIN_HOSTS=localhost $(MULIN) check --deploy --fail-level WARNING
	$(TESTS) $(MULIN) with-database $(MULIN) makemigrations --check
	MULIN_MODE=test $(MULIN) lint_templates
	MULIN_MODE=test $(MULIN) messages --check

fix:   ## put code into the house's form
	@$(PYTHON) bootstrap.py dev
	$(RUN) ruff check --fix
	$(RUN) ruff format

lock:  ## choose the newest requirements that fit, and write their hashes
	$(LOCK) --upgrade requirements/base.in -o requirements/base.txt
	$(LOCK) --upgrade -c requirements/base.txt requirements/dev.in -o requirements/dev.txt

messages: ## bring the English words of every room up to date
	@$(PYTHON) bootstrap.py base
	@MULIN_MODE=test $(MULIN) messages
