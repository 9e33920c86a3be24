#include "text/regex.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <cstring>
#include <mutex>

#include "text/utf8.h"

namespace dsprep::text {
namespace {

// RE2's own string view, an alias of absl's or std's in newer versions.
re2::StringPiece piece_of(std::string_view text) { return re2::StringPiece(text.data(), text.size()); }

RE2::Options options_of(bool ignore_case) {
  RE2::Options options;
  options.set_encoding(RE2::Options::EncodingUTF8);
  options.set_case_sensitive(!ignore_case);
  options.set_log_errors(false);
  return options;
}

Error bad_pattern(std::string_view pattern, const std::string& why) {
  std::string message = "cannot read the regular expression \"";
  message.append(pattern).append("\": ").append(why);
  return usage_error(std::move(message));
}

bool found(const RE2& pattern, std::string_view text) {
  return pattern.Match(piece_of(text), 0, text.size(), RE2::UNANCHORED, nullptr, 0);
}

}  // namespace

struct Regex::State {
  State(std::string_view text, bool ignore_case)
      : pattern(text),
        compiled(piece_of(text), options_of(ignore_case)),
        literal(!ignore_case && !text.empty() && text.find_first_of("\\^$.|?*+()[]{}") == text.npos) {}
  std::string pattern;
  RE2 compiled;
  bool literal;  // it matches itself and nothing else
};

Regex::Regex(std::unique_ptr<State> state) : state_(std::move(state)) {}
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::make(std::string_view pattern, bool ignore_case) {
  auto state = std::make_unique<State>(pattern, ignore_case);
  if (!state->compiled.ok()) return bad_pattern(pattern, state->compiled.error());
  return Regex(std::move(state));
}

bool Regex::found_in(std::string_view text) const {
  // RE2 stops at each of a literal's first letters; the C library skips.
  if (state_->literal)
    return ::memmem(text.data(), text.size(), state_->pattern.data(), state_->pattern.size()) != nullptr;
  return found(state_->compiled, text);
}

bool Regex::find(std::string_view text, std::size_t from, std::size_t& begin, std::size_t& end) const {
  if (from > text.size()) return false;
  re2::StringPiece match;
  if (!state_->compiled.Match(piece_of(text), from, text.size(), RE2::UNANCHORED, &match, 1)) return false;
  // An empty match in an empty text may have no address.
  begin = match.data() == nullptr ? from : static_cast<std::size_t>(match.data() - text.data());
  end = begin + match.size();
  return true;
}

std::uint64_t Regex::count(std::string_view text) const {
  std::uint64_t matches = 0;
  std::size_t begin = 0, end = 0;
  for (std::size_t from = 0; find(text, from, begin, end);) {
    ++matches;
    from = end;
    if (begin < end) continue;
    if (from >= text.size()) break;
    decode(text, from);
  }
  return matches;
}

std::string_view Regex::pattern() const { return state_->pattern; }

// Room for the automata of thousands of patterns: with RE2's own 8 MB these fail or crawl.
constexpr std::int64_t set_memory = std::int64_t{64} << 20;

struct RegexSet::State {
  explicit State(const RE2::Options& o) : options(o), set(o, RE2::UNANCHORED) {}

  RE2::Options options;
  RE2::Set set;
  bool compiled = false;
  std::vector<std::string> patterns;
  std::once_flag once;
  std::vector<std::unique_ptr<RE2>> singles;  // made when the set first fails

  void try_one_by_one(std::string_view text, std::vector<int>& matches) {
    std::call_once(once, [&] {
      for (const std::string& pattern : patterns) singles.push_back(std::make_unique<RE2>(pattern, options));
    });
    for (std::size_t i = 0; i < singles.size(); ++i) {
      if (found(*singles[i], text)) matches.push_back(static_cast<int>(i));
    }
  }
};

RegexSet::RegexSet(std::unique_ptr<State> state) : state_(std::move(state)) {}
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;
RegexSet::~RegexSet() = default;

Result<RegexSet> RegexSet::make(const std::vector<std::string>& patterns, bool ignore_case) {
  RE2::Options options = options_of(ignore_case);
  options.set_max_mem(set_memory);
  auto state = std::make_unique<State>(options);
  for (const std::string& pattern : patterns) {
    std::string why;
    if (state->set.Add(piece_of(pattern), &why) < 0) return bad_pattern(pattern, why);
  }
  state->patterns = patterns;
  state->compiled = !patterns.empty() && state->set.Compile();
  return RegexSet(std::move(state));
}

bool RegexSet::matches(std::string_view text, std::vector<int>& matches) const {
  matches.clear();
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  if (state_->patterns.empty()) return false;
  if (!state_->compiled || (!state_->set.Match(piece_of(text), &matches, &error) && error.kind != RE2::Set::kNoError)) {
    matches.clear();
    state_->try_one_by_one(text, matches);
  }
  std::sort(matches.begin(), matches.end());
  return !matches.empty();
}

}  // namespace dsprep::text
