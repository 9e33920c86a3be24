// JSON as a tree, parsed and printed in the most obvious way: the model that clever code is compared with. Recursive;
// throws std::string on what is not JSON (escapes and UTF-8 are taken on trust).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "json/escape.h"

namespace dsprep::json::test {

struct Tree {
  char kind = 'n';     // { [ " or 's' for numbers and literals
  std::string scalar;  // decoded text, or the literal
  std::vector<std::pair<std::string, Tree>> members;
  std::vector<Tree> elements;
  bool operator==(const Tree&) const = default;

  // The last member of that name.
  Tree* member(std::string_view key) {
    for (auto it = members.rbegin(); it != members.rend(); ++it) {
      if (it->first == key) return &it->second;
    }
    return nullptr;
  }

  std::string print() const {
    std::string out;
    if (kind == 's') return scalar;
    if (kind == '"') {
      out = "\"";
      append_escaped_scalar(out, scalar);
      return out + "\"";
    }
    if (kind == '[') {
      for (const Tree& element : elements) out += (out.empty() ? "" : ",") + element.print();
      return "[" + out + "]";
    }
    for (const auto& [key, value] : members) {
      if (!out.empty()) out += ',';
      out += '"';
      append_escaped_scalar(out, key);
      out += "\":" + value.print();
    }
    return "{" + out + "}";
  }

  // Of duplicates the last, in the order of keys.
  Tree canonical() const {
    Tree out{kind, scalar, {}, {}};
    for (const Tree& element : elements) out.elements.push_back(element.canonical());
    for (std::size_t i = 0; i < members.size(); ++i) {
      bool last = true;
      for (std::size_t j = i + 1; j < members.size(); ++j) last &= members[j].first != members[i].first;
      if (last) out.members.emplace_back(members[i].first, members[i].second.canonical());
    }
    std::sort(out.members.begin(), out.members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return out;
  }
};

class NaiveParser {
 public:
  static Tree parse(std::string_view json) {
    NaiveParser parser{json};
    Tree tree = parser.value();
    parser.space();
    if (parser.at_ != json.size()) throw std::string("more than one value");
    return tree;
  }

 private:
  explicit NaiveParser(std::string_view json) : json_(json) {}

  void space() {
    while (at_ < json_.size() && std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos) ++at_;
  }
  char peek() {
    if (at_ == json_.size()) throw std::string("the end");
    return json_[at_];
  }
  void expect(char c) {
    space();
    if (peek() != c) throw std::string("expected ") + c + " in " + std::string(json_);
    ++at_;
  }
  std::string string() {
    expect('"');
    const std::size_t begin = at_;
    while (peek() != '"') at_ += peek() == '\\' ? 2 : 1;
    std::string out;
    unescape_scalar(json_.substr(begin, at_ - begin), out);
    ++at_;
    return out;
  }
  Tree value() {
    space();
    Tree tree;
    tree.kind = peek();
    if (tree.kind == '"') {
      tree.scalar = string();
    } else if (tree.kind == '[') {
      ++at_;
      space();
      if (peek() != ']') {
        do tree.elements.push_back(value());
        while (more(']'));
      }
      ++at_;
    } else if (tree.kind == '{') {
      ++at_;
      space();
      if (peek() != '}') {
        do {
          space();
          std::string key = string();
          expect(':');
          tree.members.emplace_back(std::move(key), value());
        } while (more('}'));
      }
      ++at_;
    } else {
      tree.kind = 's';
      const std::size_t begin = at_;
      while (at_ < json_.size() && std::string_view(",]} \t\r\n:").find(json_[at_]) == std::string_view::npos) ++at_;
      if (at_ == begin) throw std::string("no value");
      tree.scalar = json_.substr(begin, at_ - begin);
    }
    return tree;
  }
  bool more(char closer) {
    space();
    if (peek() == closer) return false;
    expect(',');
    return true;
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

inline Tree parse(std::string_view json) { return NaiveParser::parse(json); }

}  // namespace dsprep::json::test
