/* fuzz.h - what a fuzz target defines and libFuzzer or replay.c calls. */
#ifndef FUZZ_H
#define FUZZ_H
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);
#endif
