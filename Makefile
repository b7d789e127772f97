# The front door. `make` builds build/readout; CMakeLists.txt says what is built from what.
#
#   make demo       reads the examples into a new database and prints the brief
#   make test       all tests, with warnings as errors: plain, under ASan and UBSan, fuzzed for FUZZ_SECONDS
#   make asan       the tests under AddressSanitizer and UBSan alone
#   make fuzz       the fuzz targets alone
#   make bench      speed, memory and accuracy; UDPIPE, UDPIPE_MODEL, OLD: beside others (bench/analyse)
#   make screenshots  each page of `readout serve` as a picture, into build/screenshots
#   make install    DESTDIR, PREFIX; and uninstall
#   make clean
BUILD ?= build
PREFIX ?= /usr/local
FUZZ_SECONDS ?= 15
export CTEST_OUTPUT_ON_FAILURE := 1
configure = cmake -S . -G Ninja

.PHONY: all demo test check asan fuzz bench screenshots install uninstall clean
all: $(BUILD)/build.ninja
	@cmake --build $(BUILD)
$(BUILD)/build.ninja: CMakeLists.txt
	@$(configure) -B $(BUILD) >/dev/null

demo: all
	@rm -f $(BUILD)/demo.db $(BUILD)/demo.db-*
	@$(BUILD)/readout read --db $(BUILD)/demo.db --meta examples/manifest.json examples/camp-david
	@$(BUILD)/readout brief --db $(BUILD)/demo.db

test: check asan fuzz

check:
	@$(configure) -B build-check -DREADOUT_TESTS=ON -DREADOUT_WERROR=ON >/dev/null
	@cmake --build build-check
	@ctest --test-dir build-check --parallel 2 --no-tests=error

asan:
	@$(configure) -B build-asan -DREADOUT_TESTS=ON -DREADOUT_SANITIZE=address,undefined >/dev/null
	@cmake --build build-asan
	@ctest --test-dir build-asan --parallel 2 --no-tests=error

fuzz:
	@CC=clang $(configure) -B build-fuzz -DREADOUT_FUZZ=ON -DREADOUT_SANITIZE=address,undefined >/dev/null
	@cmake --build build-fuzz
	@tests/fuzz/run build-fuzz $(FUZZ_SECONDS)

bench: all
	@bench/run $(BUILD)
	@echo
	@bench/analyse $(BUILD)

screenshots: all
	@BUILD=$(BUILD) tests/browser/screenshots.sh $(BUILD)/screenshots

install: all
	@$(configure) -B $(BUILD) -DCMAKE_INSTALL_PREFIX=$(PREFIX) >/dev/null
	@DESTDIR=$(DESTDIR) cmake --install $(BUILD) >/dev/null

uninstall:
	@sed 's|.*|$(DESTDIR)&|' $(BUILD)/install_manifest.txt | xargs -d '\n' rm -f

clean:
	@rm -rf $(BUILD) build-check build-asan build-fuzz
