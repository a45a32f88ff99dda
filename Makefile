# Every target sets up what it needs in .venv by itself. `make` alone prints the help.

PYTHON   ?= python3
VENV     := .venv
BIN      := $(VENV)/bin
CONTENT  ?= content
OUTPUT   ?= output
PORT     ?= 8000
ARGS     ?=
GOLD     ?=
GATE     ?=

RUNTIME  := $(VENV)/.runtime
DEV      := $(VENV)/.dev
PELICAN  := $(BIN)/pelican $(CONTENT) -o $(OUTPUT)
AS_IS    := -e AI_DIGEST_AT_BUILD=false
PIP      := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.DEFAULT_GOAL := help
.PHONY: help install apprise demo html serve devserver digest check site publish github \
        test workflows golden docs lint types eval bench doctor font lock clean

help: ## this list
	@echo 'make TARGET; CONTENT, OUTPUT, PORT and ARGS can be set, e.g. make digest ARGS="--date 2026-08-13"'
	@sed -nE 's/^([a-z]+):.*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

install: $(RUNTIME) ## what running needs, in .venv

apprise: $(RUNTIME) ## what telling needs in other channels than Telegram, too
	$(PIP) --require-hashes -r requirements-apprise.txt

demo: $(RUNTIME) ## an edition from the bundled sample sources: no key, no network
	$(BIN)/python demo/run.py $(ARGS)

html: $(RUNTIME) ## build the site from content/ as it stands
	$(PELICAN) -s pelicanconf.py $(AS_IS) $(ARGS)

serve: $(RUNTIME) ## serve the built site on PORT
	$(PELICAN) -s pelicanconf.py --listen --port $(PORT)

devserver: $(RUNTIME) ## serve drafts and findings, and rebuild on each save
	@echo 'All editions, those that wait first: http://localhost:$(PORT)/preview/'
	$(PELICAN) -s pelicanconf.py -o $(OUTPUT)-preview $(AS_IS) PREVIEW=true \
	  --autoreload --listen --port $(PORT)

digest: $(RUNTIME) ## file the edition that is due (ARGS="--date 2026-08-13")
	$(BIN)/ai-digest --content $(CONTENT) run $(ARGS)

check: $(RUNTIME) ## check the articles as they stand; without ARGS the built site too
	$(BIN)/ai-digest --content $(CONTENT) check $(ARGS)
	@[ -n "$(ARGS)" ] || $(MAKE) site

site: $(DEV) ## let Nu, axe, Lighthouse and others judge the built sample (ARGS=other content folders)
	$(BIN)/python -m tests.site_check $(ARGS)

publish: $(RUNTIME) ## file the edition if it is due, build for production, let the gate judge; else replace nothing
	@rm -rf $(OUTPUT).new && { [ ! -d $(OUTPUT) ] || cp -a $(OUTPUT) $(OUTPUT).new; } && rm -rf $(OUTPUT).new/drafts
	$(PELICAN) -o $(OUTPUT).new -s publishconf.py --fatal errors --log-handler plain $(ARGS)
	$(BIN)/ai-digest --settings publishconf.py --content $(CONTENT) gate $(GATE) $(OUTPUT).new
	@rm -rf $(OUTPUT).old && { [ ! -d $(OUTPUT) ] || mv $(OUTPUT) $(OUTPUT).old; } \
	  && mv $(OUTPUT).new $(OUTPUT) && rm -rf $(OUTPUT).old

github: $(DEV) ## publish, then push the site to the branch gh-pages; a domain set there is kept
	$(MAKE) publish GATE=--deploy
	@[ -f $(OUTPUT)/CNAME ] || ! git fetch --quiet origin gh-pages 2>/dev/null \
	  || ! git cat-file -e FETCH_HEAD:CNAME 2>/dev/null || git show FETCH_HEAD:CNAME > $(OUTPUT)/CNAME
	$(BIN)/ghp-import --no-jekyll --push --no-history --message "Publish the site" $(OUTPUT)

test: $(DEV) ## run the tests
	$(BIN)/python -m pytest $(ARGS)

lint: $(DEV) ## check style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(DEV) ## check the types
	$(BIN)/mypy

workflows: $(DEV) ## let actionlint, zizmor, the schema and shellcheck judge the workflows
	$(BIN)/python -m tests.workflow_check

golden: $(DEV) ## write the golden files of the sample site anew, after a change that was meant
	$(BIN)/python -m tests.golden

docs: $(DEV) ## write the page of commands anew from their help
	$(BIN)/python -m tests.command_docs

eval: $(DEV) ## score the grouping of stories (GOLD=folder of labelled days)
	$(BIN)/python -m tests.eval.stories $(GOLD)

bench: $(DEV) ## measure, as ratios against named alternatives
	$(BIN)/python -m tests.bench $(ARGS)

doctor: $(RUNTIME) ## what is set up and what is not
	$(BIN)/ai-digest doctor

font: $(DEV) ## build the cover font from its package (needs npm)
	$(BIN)/python -m ai_digest.file.fonts.build

lock: $(DEV) ## pin the newest versions that fit pyproject.toml
	$(BIN)/pip-compile $(LOCK) $(BUILD) -o requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) $(BUILD) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) $(BUILD) --extra apprise -c requirements-dev.txt -o requirements-apprise.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) -o tests/site_check/requirements.txt tests/site_check/requirements.in
	$(BIN)/pip-compile $(LOCK) -o tests/workflow_check/requirements.txt tests/workflow_check/requirements.in

BUILD := --build-deps-for editable
LOCK  := --quiet --upgrade --strip-extras --generate-hashes --allow-unsafe \
         --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-header

clean: ## remove what was built; content/ and the cache of answered calls stay
	rm -rf $(OUTPUT) $(OUTPUT).new $(OUTPUT).old output-* build plugins/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo 'Python 3.11 or newer is needed: make PYTHON=python3.12 …'; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo 'On Debian: apt-get install python3-venv'; exit 1; }

$(RUNTIME): requirements.txt pyproject.toml | $(BIN)/python
	@echo 'Setting up .venv (once) …'
	@$(PIP) --require-hashes -r requirements.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV): requirements-dev.txt $(RUNTIME)
	@echo 'Setting up the development tools (once) …'
	@$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@
