# Every target does its own set-up; `make` alone lists them.
PREFIX ?= /usr/local
SWIFT ?= swift
RELEASE = $(SWIFT) build -c release --static-swift-stdlib --product fiberplan
BIN = .build/release/fiberplan
SOURCES = Sources Tests Examples Benchmarks Migrations Package.swift

# Homebrew's headers, which the compiler does not look for by itself.
ifeq ($(shell uname),Darwin)
export CPATH := $(shell brew --prefix 2>/dev/null)/include:$(CPATH)
endif

.DEFAULT_GOAL := help
.PHONY: help deps demo test build release lint format golden docs coverage fuzz crash bench peers compare-sor install uninstall clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

deps:
	@Scripts/install-libraries.sh

demo: deps ## build, make a plant from a sample, validate, trace, write patch sheets
	@$(SWIFT) build --product fiberplan
	@Scripts/demo.sh .build/debug/fiberplan

peers: ## programs of others that tests hold output against: Chromium, rsvg-convert, LibreOffice
	@Scripts/install-peers.sh

test: deps peers ## run every test
	$(SWIFT) test

build: deps ## debug build
	$(SWIFT) build

release: deps ## optimised build, the Swift runtime inside
	$(RELEASE)

lint: ## check the formatting; fails on any difference
	$(SWIFT) format lint --strict --recursive $(SOURCES)

format: ## format the sources in place
	$(SWIFT) format --in-place --recursive $(SOURCES)

golden: deps ## write the golden outputs and generated docs anew; read the diff
	UPDATE_GOLDEN=1 $(SWIFT) test
	git diff --stat -- Tests/Golden docs Sources/fiberplan/CommandList.swift

docs: golden ## docs/ from the program itself, and the pages of each library (.build/docs)
	@Scripts/docs.sh

coverage: deps ## line coverage of our own sources
	$(SWIFT) test --enable-code-coverage
	@Scripts/coverage.sh

# FUZZ_SEED=2 FUZZ_COUNT=100000 make fuzz runs long, with other inputs.
FUZZ_SEED ?= 1
FUZZ_COUNT ?= 2000
fuzz: deps ## mutate inputs of every parser; what is found is kept in Tests/Regressions
	@$(SWIFT) build --product fuzz
	@.build/debug/fuzz $(FUZZ_SEED) $(FUZZ_COUNT)

# CRASH_SEED=2 CRASH_ROUNDS=200 make crash runs long, at other moments.
CRASH_SEED ?= 1
CRASH_ROUNDS ?= 12
crash: deps ## kill at random moments, write at once, fill the disk; nothing may be lost
	@$(SWIFT) build --product fiberplan
	@python3 Scripts/crash.py .build/debug/fiberplan --seed $(CRASH_SEED) --rounds $(CRASH_ROUNDS)

bench: deps ## measure against the sqlite3 shell; figures for docs/performance.md
	$(SWIFT) build -c release --static-swift-stdlib
	@Scripts/bench.sh

compare-sor: release ## hold the SOR reader against a public one on real traces, fetched for it
	@Scripts/compare-sor.sh $(BIN)

install: release ## install to PREFIX (default /usr/local), with shell completions
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -m 755 $(BIN) $(DESTDIR)$(PREFIX)/bin/fiberplan
	$(BIN) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/fiberplan
	$(BIN) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_fiberplan
	$(BIN) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/fiberplan.fish

uninstall: ## remove what install wrote
	rm -f $(DESTDIR)$(PREFIX)/bin/fiberplan $(DESTDIR)$(PREFIX)/share/bash-completion/completions/fiberplan \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_fiberplan \
	  $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/fiberplan.fish

clean: ## remove what was built
	rm -rf .build demo
