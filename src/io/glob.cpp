#include "io/glob.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <utility>

#include "io/shards.h"

namespace dsprep::io {
namespace {

using port::FileInfo;

// Takes a code point off the front. A byte that is no UTF-8 stands for itself, beyond all code points.
std::uint32_t take_char(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xc2 && first < 0xe0 ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
  bool good = length > 0 && length <= text.size();
  std::uint32_t point = length == 1 ? first : first & (0x7fu >> length);
  for (std::size_t i = 1; good && i < length; ++i) {
    good = (byte(i) & 0xc0) == 0x80;
    point = point << 6 | (byte(i) & 0x3fu);
  }
  text.remove_prefix(good ? length : 1);
  return good ? point : 0x110000u + first;
}

// A set at the front of `pattern`, behind its '['. Nothing is taken where it is never closed.
struct SetMatch {
  bool closed, matched;
};
SetMatch take_set(std::string_view& pattern, std::uint32_t c) {
  std::string_view rest = pattern;
  const bool negated = rest.starts_with('!') || rest.starts_with('^');
  if (negated) rest.remove_prefix(1);
  bool matched = false;
  for (bool first = true; !rest.empty(); first = false) {
    if (rest[0] == ']' && !first) {  // "[]a]" holds a ']'
      pattern = rest.substr(1);
      return {true, matched != negated};
    }
    if (rest[0] == '\\' && rest.size() > 1) rest.remove_prefix(1);
    const std::uint32_t low = take_char(rest);
    std::uint32_t high = low;
    if (rest.size() > 1 && rest[0] == '-' && rest[1] != ']') {
      rest.remove_prefix(1);
      if (rest[0] == '\\' && rest.size() > 1) rest.remove_prefix(1);
      high = take_char(rest);
    }
    matched |= low <= c && c <= high;
  }
  return {false, false};
}

// Matches one character of the name with what is no '*' at the front of the pattern; takes both.
bool take_one(std::string_view& pattern, std::string_view& name) {
  const std::uint32_t c = take_char(name);
  const char p = pattern[0];
  if (p == '?') {
    pattern.remove_prefix(1);
    return true;
  }
  if (p == '[') {
    std::string_view rest = pattern.substr(1);
    const SetMatch set = take_set(rest, c);
    if (set.closed) {
      pattern = rest;
      return set.matched;
    }
  }
  if (p == '\\' && pattern.size() > 1) pattern.remove_prefix(1);
  return take_char(pattern) == c;
}

// What a component of the pattern without wildcards means.
std::string unescaped(std::string_view component) {
  std::string name;
  for (std::size_t i = 0; i < component.size(); ++i) {
    if (component[i] == '\\' && i + 1 < component.size()) ++i;
    name += component[i];
  }
  return name;
}

std::vector<std::string_view> components_of(std::string_view path) {
  std::vector<std::string_view> components;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) components.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return components;
}

// Walks the tree once, with the set of places in the pattern where a path may be: as many patterns "**" may stand for,
// every directory is listed once.
class Walk {
 public:
  Walk(port::Files& files, std::vector<std::string_view> components, GlobMatches& matches)
      : files_(files), components_(std::move(components)), matches_(matches) {}

  Status run() {
    std::vector<Directory> left{{"", behind_stars({0})}};
    while (!left.empty()) {
      const Directory directory = std::move(left.back());
      left.pop_back();
      DSPREP_CHECK(visit(directory, left));
    }
    return {};
  }

 private:
  using Places = std::vector<std::size_t>;  // ascending indexes of the component to be matched next
  struct Directory {
    std::string path;  // relative to the base
    Places places;
  };

  bool is_stars(std::size_t place) const { return components_[place] == "**"; }

  // "**" may stand for nothing: where it is next, so is what follows.
  Places behind_stars(Places places) const {
    for (std::size_t i = 0; i < places.size(); ++i)
      if (is_stars(places[i]) && places[i] + 1 < components_.size()) places.push_back(places[i] + 1);
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    return places;
  }

  Status visit(const Directory& directory, std::vector<Directory>& left) {
    const std::string path =
        matches_.base.empty() && directory.path.empty() ? "." : port::join(matches_.base, directory.path);
    if (std::any_of(directory.places.begin(), directory.places.end(), [&](std::size_t p) { return is_stars(p); })) {
      DSPREP_TRY(std::string canonical, files_.canonical(path));
      if (!seen_.insert(std::move(canonical)).second) return {};
    }
    DSPREP_TRY(const std::vector<port::DirEntry> entries, files_.list(path));
    for (const port::DirEntry& entry : entries) {
      bool matched = false;
      Places next;
      for (const std::size_t place : directory.places) {
        const bool last = place + 1 == components_.size();
        if (is_stars(place)) {
          if (entry.name.starts_with('.')) continue;
          next.push_back(place);
          matched |= last;
        } else if (component_matches(components_[place], entry.name)) {
          matched |= last;
          if (!last) next.push_back(place + 1);
        }
      }
      const std::string found = port::join(directory.path, entry.name);
      if (entry.kind == FileInfo::Kind::directory) {
        matches_.directories |= matched;
        if (!next.empty()) left.push_back({found, behind_stars(std::move(next))});
      } else if (matched) {
        matches_.files.push_back(found);
      }
    }
    return {};
  }

  port::Files& files_;
  const std::vector<std::string_view> components_;
  GlobMatches& matches_;
  std::set<std::string> seen_;
};

}  // namespace

bool has_wildcard(std::string_view path) { return path.find_first_of("*?[") != std::string_view::npos; }

bool component_matches(std::string_view pattern, std::string_view name) {
  if (name.starts_with('.') && !pattern.starts_with('.') && !pattern.starts_with("\\.")) return false;
  // A mismatch goes back to the last '*' and lets it eat one character more; an earlier one need never eat more.
  std::string_view star_pattern, star_name;
  bool starred = false;
  for (;;) {
    if (pattern.starts_with('*')) {
      pattern.remove_prefix(1);
      star_pattern = pattern;
      star_name = name;
      starred = true;
      continue;
    }
    if (name.empty() && pattern.empty()) return true;
    if (!name.empty() && !pattern.empty() && take_one(pattern, name)) continue;
    if (!starred || star_name.empty()) return false;
    take_char(star_name);
    pattern = star_pattern;
    name = star_name;
  }
}

Result<GlobMatches> expand_glob(port::Files& files, std::string_view pattern) {
  GlobMatches matches;
  if (pattern.starts_with('/')) matches.base = "/";
  std::vector<std::string_view> components = components_of(pattern);
  std::size_t fixed = 0;
  while (fixed < components.size() && !has_wildcard(components[fixed]))
    matches.base = port::join(matches.base, unescaped(components[fixed++]));
  components.erase(components.begin(), components.begin() + static_cast<std::ptrdiff_t>(fixed));
  DSPREP_TRY(const bool there, files.has(matches.base.empty() ? "." : matches.base));
  if (components.empty() || !there) return matches;
  DSPREP_CHECK(Walk(files, std::move(components), matches).run());
  std::sort(matches.files.begin(), matches.files.end(), natural_less);
  return matches;
}

}  // namespace dsprep::io
