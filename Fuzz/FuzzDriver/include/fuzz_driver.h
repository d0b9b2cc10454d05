// libFuzzer's own main cannot be used: SwiftPM gives the entry point of a program another name.
#pragma once

/// Runs libFuzzer on the program's `LLVMFuzzerTestOneInput`. Returns the exit status.
int vl_fuzz(int argc, char **argv);
