#include "source_text.h"

#include <algorithm>
#include <cctype>

namespace dsprep::layers {
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Blanks everything from `begin` to `end` but line ends.
void blank(std::string& code, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i)
    if (code[i] != '\n') code[i] = ' ';
}

std::size_t find_or_end(std::string_view text, std::string_view what, std::size_t from) {
  const std::size_t at = text.find(what, from);
  return at == text.npos ? text.size() : at;
}

// The ' in 1'000: what it stands in began with a digit.
bool separates_digits(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && (is_name(text[begin - 1]) || text[begin - 1] == '\'' || text[begin - 1] == '.')) --begin;
  return begin < at && std::isdigit(static_cast<unsigned char>(text[begin]));
}

// Behind the closing quote of the literal that opens at `at`.
std::size_t end_of_literal(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size() && text[i] != '\n'; ++i) {
    if (text[i] == '\\') ++i;
    else if (text[i] == quote) return i + 1;
  }
  return std::min(find_or_end(text, "\n", at), text.size());
}

// Behind the end of the raw string whose quote stands at `at` ("R" before it).
std::size_t end_of_raw(std::string_view text, std::size_t at) {
  const std::size_t open = find_or_end(text, "(", at);
  std::string closing;
  closing.append(")").append(text.substr(at + 1, open - at - 1)).append("\"");
  return std::min(find_or_end(text, closing, open) + closing.size(), text.size());
}

std::string without_comments_and_literals(std::string_view text) {
  std::string code(text);
  for (std::size_t i = 0; i < text.size();) {
    if (text.substr(i, 2) == "//") {
      const std::size_t end = find_or_end(text, "\n", i);
      blank(code, i, end);
      i = end;
    } else if (text.substr(i, 2) == "/*") {
      const std::size_t end = std::min(find_or_end(text, "*/", i + 2) + 2, text.size());
      blank(code, i, end);
      i = end;
    } else if (text[i] == '"') {
      const bool raw = i > 0 && text[i - 1] == 'R' && (i < 2 || !is_name(text[i - 2]) || text[i - 2] == '8');
      const std::size_t end = raw ? end_of_raw(text, i) : end_of_literal(text, i);
      blank(code, i + 1, end == 0 ? 0 : end - 1);
      i = std::max(end, i + 1);
    } else if (text[i] == '\'' && !separates_digits(text, i)) {
      const std::size_t end = end_of_literal(text, i);
      blank(code, i + 1, end - 1);
      i = std::max(end, i + 1);
    } else {
      ++i;
    }
  }
  return code;
}

std::vector<Include> includes_of(std::string_view text, const std::string& code) {
  std::vector<Include> found;
  int line = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = find_or_end(text, "\n", begin);
    ++line;
    std::size_t at = code.find_first_not_of(" \t", begin);
    if (at < end && code[at] == '#') {
      at = code.find_first_not_of(" \t", at + 1);
      if (at < end && std::string_view(code).substr(at, 7) == "include") {
        at = code.find_first_of("\"<", at + 7);
        if (at < end) {
          const std::size_t close = text.find(text[at] == '"' ? '"' : '>', at + 1);
          if (close < end) found.push_back({std::string(text.substr(at + 1, close - at - 1)), text[at] == '"', line});
        }
      }
    }
    begin = end + 1;
  }
  return found;
}

// Calls visit(begin) for each place where `name` stands as a token of its own.
template <class F>
void each_token(const std::string& code, std::string_view name, F visit) {
  for (std::size_t at = code.find(name); at != code.npos; at = code.find(name, at + 1)) {
    const bool starts = at == 0 || !is_name(code[at - 1]);
    const std::size_t end = at + name.size();
    if (starts && (end >= code.size() || !is_name(code[end]))) visit(at);
  }
}

int line_of(const std::string& code, std::size_t at) {
  return 1 + static_cast<int>(std::count(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

SourceText read_source(std::string_view text) {
  SourceText source;
  source.code = without_comments_and_literals(text);
  source.includes = includes_of(text, source.code);
  return source;
}

std::vector<int> lines_with(const std::string& code, std::string_view name) {
  std::vector<int> lines;
  each_token(code, name, [&](std::size_t at) { lines.push_back(line_of(code, at)); });
  return lines;
}

std::vector<int> lines_calling(const std::string& code, std::string_view name) {
  std::vector<int> lines;
  each_token(code, name, [&](std::size_t at) {
    const std::size_t next = code.find_first_not_of(" \t\n", at + name.size());
    const bool member = at > 0 && (code[at - 1] == '.' || (at > 1 && code[at - 2] == '-' && code[at - 1] == '>'));
    if (next != code.npos && code[next] == '(' && !member) lines.push_back(line_of(code, at));
  });
  return lines;
}

std::vector<int> lines_with_affixes(const std::string& code, std::string_view head, std::string_view tail) {
  std::vector<int> lines;
  for (std::size_t at = code.find(head); at != code.npos; at = code.find(head, at + 1)) {
    if (at > 0 && is_name(code[at - 1])) continue;
    std::size_t end = at + head.size();
    while (end < code.size() && is_name(code[end])) ++end;
    const std::string_view token(code.data() + at, end - at);
    if (token.size() > head.size() + tail.size() && token.substr(token.size() - tail.size()) == tail)
      lines.push_back(line_of(code, at));
  }
  return lines;
}

}  // namespace dsprep::layers
