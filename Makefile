# The front door. `make` builds build/readout; the rest is named below.
BUILD ?= build
.PHONY: all
all: $(BUILD)/build.ninja
	@cmake --build $(BUILD)
$(BUILD)/build.ninja: CMakeLists.txt
	@cmake -S . -B $(BUILD) -G Ninja >/dev/null
