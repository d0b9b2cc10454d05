# The commands of the house. `make run` and `make test` each work alone on a fresh Debian 12 machine with a Swift toolchain.

SWIFT ?= swift
PREFIX ?= /usr
DESTDIR ?=
# Every build checks that a module imports only what Package.swift says it may.
CHECKED := --explicit-target-dependency-import-check error
RELEASE := --configuration release --static-swift-stdlib --disable-local-rpath -Xlinker -s --scratch-path .build-release
# A crash under a sanitizer would otherwise leave a backtracer behind that never ends.
export SWIFT_BACKTRACE = enable=no

.PHONY: all deps build release test install deb lint format clean

all: deps release

deps:
	@Tools/deps

build: deps
	$(SWIFT) build $(CHECKED)

release: deps
	$(SWIFT) build $(CHECKED) $(RELEASE)

test: deps
	Tools/test

install:
	@[ -x .build-release/release/voicelived ] || $(MAKE) release
	Tools/install "$(DESTDIR)" "$(PREFIX)"

deb: release
	Tools/make-deb

lint:
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

clean:
	rm -rf .build .build-*
