# The commands of the house. `make run` and `make test` each work alone on a fresh Debian 12 machine with a Swift toolchain.

SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
# Every build checks that a module imports only what Package.swift says it may.
CHECKED := --explicit-target-dependency-import-check error
WITH_NAMES := --configuration release --static-swift-stdlib --disable-local-rpath -Xlinker --no-export-dynamic \
	--scratch-path .build-release
# Nobody looks up names in the programs; left in, they are 2 MB that every start reads.
RELEASE := $(WITH_NAMES) -Xlinker -s
# A crash under a sanitizer would otherwise leave a backtracer behind that never ends.
export SWIFT_BACKTRACE = enable=no

.PHONY: all deps build release run test bench sanitize fuzz layout install deb lint format clean

all: deps release

deps:
	@Tools/deps

build: deps
	$(SWIFT) build $(CHECKED)

PROGRAMS := voicelived voicelivectl voicelive-local

# SwiftPM does not look at what the linker reads by itself.
.build-release/laid-out: Tools/layout/functions.txt Tools/layout/unnamed.ld
	rm -f $(addprefix .build-release/release/,$(PROGRAMS))
	mkdir -p .build-release && touch $@

release: deps .build-release/laid-out
	for program in $(PROGRAMS); do $(SWIFT) build $(CHECKED) $(RELEASE) --product $$program || exit 1; done

# Talks to the box: on its own sound card, or on a virtual one with a recorded speaker.
run: deps
	Tools/run

test: deps
	Tools/test

install:
	@[ -x .build-release/release/voicelived ] || $(MAKE) release
	Tools/install "$(DESTDIR)" "$(PREFIX)"

deb: release
	Tools/make-deb

# Unit tests under the thread and the address sanitizer; two builds of their own.
sanitize: deps
	Tools/sanitize

# Each fuzzer for this many seconds: make fuzz SECONDS=60
SECONDS ?= 60
fuzz: deps
	Tools/fuzz $(SECONDS)

# Notes anew which functions run, for the linker to lay together. After large changes; then build again.
layout: deps
	$(SWIFT) build $(CHECKED) --product voicelived-bench
	for program in voicelived voicelive-local; do $(SWIFT) build $(CHECKED) $(WITH_NAMES) --product $$program || exit 1; done
	Tools/layout/record

# The daemon as people get it, measured from microphone to service and back; what the box itself understands; how well it
# keeps people and its own voice apart. Prints Markdown.
bench: deps .build-release/laid-out
	$(SWIFT) build $(CHECKED) $(RELEASE) --product voicelived >&2
	$(SWIFT) build $(CHECKED) --product control-bench >&2
	$(SWIFT) build $(CHECKED) --product voicelived-bench >&2
	$(SWIFT) build $(CHECKED) $(RELEASE) --product voicelive-local >&2
	$(SWIFT) build $(CHECKED) $(RELEASE) --product voicelivectl >&2
	@.build/debug/voicelived-bench daemon --program .build-release/release/voicelived
	@echo; .build/debug/voicelived-bench control --program .build-release/release/voicelived
	@echo; .build/debug/voicelived-bench local --program .build-release/release/voicelive-local
	@echo; Tools/hearing/judge .build-release/release/voicelivectl

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Fuzz

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Fuzz

clean:
	rm -rf .build .build-*
