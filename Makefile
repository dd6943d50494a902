# The front door. The machinery is SwiftPM: swift build, swift run assay and swift test work too,
# once the GNU Scientific Library is installed.

SUITE ?= suites/quick.yaml
JOBS  ?= $(shell nproc 2>/dev/null || sysctl -n hw.ncpu)

export SWIFT_BACKTRACE ?= enable=no

.PHONY: run test build format lint benchmarks gsl clean

## Build, run a suite (SUITE=suites/quick.yaml), print the path of its report; OUT=FOLDER names another
## folder than out/<suite>-<hash>.
run: build
	@.build/release/assay run $(SUITE) $(if $(OUT),--out $(OUT)) --jobs $(JOBS)

## All tests.
test: gsl
	swift test

# A static standard library starts a cell's process in 9 ms instead of 33.
build: gsl
	swift build -c release --static-swift-stdlib --product assay

## Compare with the peers that Benchmarks/ names; see Benchmarks/README.md.
benchmarks: build
	Benchmarks/run

format:
	swift format format --in-place --recursive Package.swift Sources Tests Benchmarks/Sources Benchmarks/Package.swift

lint:
	swift format lint --strict --recursive Package.swift Sources Tests Benchmarks/Sources Benchmarks/Package.swift

clean:
	rm -rf .build out

# The GNU Scientific Library, installed where it is missing and a package manager is known.
gsl:
	@command -v swift >/dev/null || { \
	  echo "Assay needs a Swift 6.2 toolchain or later on the PATH: https://www.swift.org/install" >&2; \
	  exit 2; }
	@command -v gsl-config >/dev/null || { \
	  sudo=$$([ "$$(id -u)" = 0 ] || command -v sudo || true); \
	  if command -v apt-get >/dev/null; then \
	    echo "Installing libgsl-dev…" >&2; \
	    $$sudo apt-get update -qq && $$sudo apt-get install -y -qq libgsl-dev >/dev/null; \
	  elif command -v dnf >/dev/null; then $$sudo dnf install -y gsl-devel; \
	  elif command -v brew >/dev/null; then brew install gsl; \
	  fi; }
	@command -v gsl-config >/dev/null || { \
	  echo "Assay needs the GNU Scientific Library, and it could not be installed here." >&2; \
	  echo "Install it (Debian: libgsl-dev, Fedora: gsl-devel, Homebrew: gsl) and try again." >&2; \
	  exit 2; }
