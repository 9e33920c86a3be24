// The command line as a function.
#pragma once

namespace dsprep::cli {

int main(int argc, char** argv);  // the exit code (cli.md § Exit codes)

}  // namespace dsprep::cli
