#include "base/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

#include <cstdlib>
#include <ctime>
#include <memory>
#include <mutex>
#include <string>

namespace dsprep::base {
namespace {

// The length of the valid UTF-8 sequence at text[i], or 0. (src/text knows more, but lies above this room.)
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
  const unsigned lead = byte(i), second = byte(i + 1);
  const auto tail = [&](std::size_t k) { return (byte(k) & 0xc0) == 0x80; };
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return tail(i + 1) ? 2 : 0;
  if ((lead & 0xf0) == 0xe0) {
    const bool good = !(lead == 0xe0 && second < 0xa0) && !(lead == 0xed && second > 0x9f);
    return good && tail(i + 1) && tail(i + 2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool good = !(lead == 0xf0 && second < 0x90) && !(lead == 0xf4 && second > 0x8f);
    return good && tail(i + 1) && tail(i + 2) && tail(i + 3) ? 4 : 0;
  }
  return 0;
}

void append_escape(std::string& out, const char* prefix, unsigned value, int digits) {
  out += prefix;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += "0123456789abcdef"[(value >> shift) & 15];
}

// Messages quote file names and data, so anything may stand in them. For people, what could drive a terminal is shown
// as \xNN; for collectors, the line is always one valid JSON object.
class MessageFlag : public spdlog::custom_flag_formatter {
 public:
  explicit MessageFlag(bool json) : json_(json) {}

  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
    const std::string_view text(message.payload.data(), message.payload.size());
    std::string escaped;
    escaped.reserve(text.size() + 16);
    for (std::size_t i = 0; i < text.size();) {
      const auto c = static_cast<unsigned char>(text[i]);
      const std::size_t length = sequence_length(text, i);
      const bool control = c < 0x20 || c == 0x7f || (c == 0xc2 && length == 2 && (text[i + 1] & 0xe0) == 0x80);
      if (length == 0 || control) {
        append_byte(escaped, c, length);
      } else if (json_ && (c == '"' || c == '\\')) {
        escaped += '\\';
        escaped += text[i];
      } else {
        escaped.append(text, i, length);
      }
      if (control && length == 2) append_byte(escaped, static_cast<unsigned char>(text[i + 1]), 2);
      i += length == 0 ? 1 : length;
    }
    out.append(escaped.data(), escaped.data() + escaped.size());
  }

  std::unique_ptr<spdlog::custom_flag_formatter> clone() const override { return std::make_unique<MessageFlag>(json_); }

 private:
  // A byte that cannot stand as it is; `length` 0 where it is not UTF-8, 2 where it is one half of U+0080–U+009F.
  void append_byte(std::string& out, unsigned byte, std::size_t length) const {
    if (!json_ && (byte == '\n' || byte == '\t')) {
      out += static_cast<char>(byte);
    } else if (!json_) {
      append_escape(out, "\\x", byte, 2);
    } else if (length == 0) {
      append_escape(out, "\\u", 0xfffd, 4);
    } else if (byte != 0xc2) {
      append_escape(out, "\\u", byte, 4);  // of U+0080–U+009F the second byte is the code point
    }
  }

  bool json_;
};

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::trace: return spdlog::level::trace;
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warn: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    case LogLevel::off: break;
  }
  return spdlog::level::off;
}

constexpr const char* json_head = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",)";

// `json_body`: how a JSON line goes on behind json_head.
std::shared_ptr<spdlog::logger> make_logger(const LogOptions& options, const char* json_body = R"("message":"%*"})") {
  const bool color = !options.json && std::getenv("NO_COLOR") == nullptr;
  auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>(color ? spdlog::color_mode::automatic
                                                                              : spdlog::color_mode::never);
  auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc, "\n");
  formatter->add_flag<MessageFlag>('*', options.json);
  formatter->set_pattern(options.json ? std::string(json_head) + json_body : "%^%l%$: %*");
  sink->set_formatter(std::move(formatter));
  auto logger = std::make_shared<spdlog::logger>("dsprep", std::move(sink));
  logger->set_level(to_spdlog(options.level));
  return logger;
}

struct Current {
  std::mutex mutex;
  std::shared_ptr<spdlog::logger> logger = make_logger({.level = LogLevel::warn, .json = false});
  std::shared_ptr<spdlog::logger> events;  // null where logs are text
};

Current& current() {
  static Current& one = *new Current;  // never destroyed: a late destructor may still log
  return one;
}

}  // namespace

void set_up_log(const LogOptions& options) {
  auto logger = make_logger(options);
  auto events = options.json ? make_logger(options, "%v}") : nullptr;
  const std::lock_guard lock(current().mutex);
  current().logger = std::move(logger);
  current().events = std::move(events);
}

void log_event(LogLevel level, std::string_view members) {
  if (level == LogLevel::off) return;
  std::shared_ptr<spdlog::logger> events;
  {
    const std::lock_guard lock(current().mutex);
    events = current().events;
  }
  if (events) events->log(to_spdlog(level), spdlog::string_view_t(members.data(), members.size()));
}

void log(LogLevel level, std::string_view message) {
  if (level == LogLevel::off) return;
  std::shared_ptr<spdlog::logger> logger;
  {
    const std::lock_guard lock(current().mutex);
    logger = current().logger;
  }
  logger->log(to_spdlog(level), spdlog::string_view_t(message.data(), message.size()));
}

}  // namespace dsprep::base
