// argv → cli::main → exit code. The only place a dsprep process ends.
#include "cli/cli.h"

int main(int argc, char** argv) { return dsprep::cli::main(argc, argv); }
