// Random records: every way JSON has of writing the same thing, and keys that repeat.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace dsprep::json::test {

class RandomJson {
 public:
  explicit RandomJson(unsigned seed) : engine_(seed) {}

  unsigned below(unsigned n) { return static_cast<unsigned>(engine_() % n); }
  bool chance(unsigned percent) { return below(100) < percent; }

  std::string record() {
    std::string out = space() + object(5) + space();
    return out;
  }

  std::string value(int depth) {
    switch (below(depth > 0 ? 9 : 6)) {
      case 0: return number();
      case 1: return pick({"true", "false", "null"});
      case 2:
      case 3:
      case 4:
      case 5: return '"' + inside() + '"';
      case 6: return array(depth - 1);
      default: return object(depth - 1);
    }
  }

  std::string object(int depth) {
    std::string out = "{" + space();
    const unsigned count = below(6);
    for (unsigned i = 0; i < count; ++i) {
      if (i > 0) out += "," + space();
      out += key() + space() + ":" + space() + value(depth) + space();
    }
    return out + "}";
  }

  std::string array(int depth) {
    std::string out = "[" + space();
    const unsigned count = below(5);
    for (unsigned i = 0; i < count; ++i) {
      if (i > 0) out += "," + space();
      out += value(depth) + space();
    }
    return out + "]";
  }

  std::string key() {
    std::string name = pick({"a", "b", "c", "d", "e", "f", "g", "m", "n", "0", "1", "*", "", "text", "_dsprep",
                             "k\\\\y", "sl/ash", "q\\\""});
    if (chance(15) && name == "a") name = "\\u0061";
    if (chance(15) && name == "text") name = "t\\u0065xt";
    return '"' + name + '"';
  }

  std::string number() {
    return pick({"0", "-0", "1", "-12", "3.25", "1e5", "1E-7", "-0.0e+0", "18446744073709551616", "1e999",
                 "123456789012345678901234567890", "0.1", "9007199254740993", "42"});
  }

  // The inside of a string, escaped at will.
  std::string inside() {
    std::string out;
    const unsigned count = chance(10) ? below(120) : below(8);
    for (unsigned i = 0; i < count; ++i) {
      out += pick(
          {"a",   "b",   "word ",   "\xc3\xa9", "\xe4\xb8\xad",   "\xf0\x9f\x98\x80", "\xd8\xa7", "\\n", "\\\"", "\\\\",
           "\\/", "\\t", "\\u0041", "\\u00e9",  "\\uD83D\\uDE00", "\\u0000",          "{",        "}",   "[",    "]",
           ",",   ":",   " ",       "\x7f",     "\\b\\f\\r"});
    }
    return out;
  }

  std::string space() {
    if (!chance(20)) return "";
    return pick({" ", "  ", "\t", "\r", " \t "});
  }

  // Damages a few bytes.
  std::string damaged(std::string json) {
    const unsigned count = 1 + below(3);
    for (unsigned i = 0; i < count && !json.empty(); ++i) {
      const std::size_t at = below(static_cast<unsigned>(json.size()));
      switch (below(4)) {
        case 0: json.erase(at, 1); break;
        case 1: json[at] = static_cast<char>(below(256)); break;
        case 2:
          json.insert(at,
                      pick({"\"", "\\", ",",    ":",    "{",    "}",    "[",    "]", "0",   "1",       "-",  "e",
                            ".",  "t",  "\x01", "\x0c", "\x1a", "\xff", "\xc3", " ", "\\u", "\\ud800", "//", "null"}));
          break;
        default: json.resize(at); break;
      }
    }
    return json;
  }

  std::string pick(const std::vector<std::string>& choices) {
    return choices[below(static_cast<unsigned>(choices.size()))];
  }

 private:
  std::mt19937 engine_;
};

}  // namespace dsprep::json::test
