# The commands of the house. `make run` and `make test` each work alone on a fresh Debian 12 machine with a Swift toolchain.

SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
# Every build checks that a module imports only what Package.swift says it may.
CHECKED := --explicit-target-dependency-import-check error
RELEASE := --configuration release --static-swift-stdlib -Xlinker -s --scratch-path .build-release
# A crash under a sanitizer would otherwise leave a backtracer behind that never ends.
export SWIFT_BACKTRACE = enable=no

.PHONY: all deps build release test bench lint format clean

all: deps release

deps:
	@Tools/deps

build: deps
	$(SWIFT) build $(CHECKED)

release: deps
	$(SWIFT) build $(CHECKED) $(RELEASE)

test: deps
	Tools/test

# The daemon as people get it, measured from microphone to service and back. Prints Markdown.
bench: deps
	$(SWIFT) build $(CHECKED) $(RELEASE) --product voicelived >&2
	$(SWIFT) build $(CHECKED) --product control-bench >&2
	$(SWIFT) build $(CHECKED) --product voicelived-bench >&2
	@.build/debug/voicelived-bench daemon --program .build-release/release/voicelived

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

clean:
	rm -rf .build .build-*
