#include "cli/exit_codes.h"

#include <csignal>
#include <cstdio>

#include "cli/terminal.h"
#include "port/system.h"

namespace dsprep::cli {

int report_error(const Error& error) {
  switch (error.kind) {
    case Error::Kind::closed_pipe: return exit_done;
    case Error::Kind::interrupted: {
      say(base::LogLevel::error, error.message);
      const int signal = port::stop_signal();
      return exit_signal + (signal ? signal : SIGINT);
    }
    case Error::Kind::usage: say(base::LogLevel::error, error.message); return exit_usage;
    case Error::Kind::failure: break;
  }
  say(base::LogLevel::error, error.message);
  return exit_failed;
}

}  // namespace dsprep::cli
