// CLI11 does not tell an empty value from none ("--output=" would take the next word), takes an option for the value of
// the one before it ("--output --force"), and reads "[a]" and "{}" as it likes. So every word, and every value behind
// '=', goes through it behind a mark: what comes out with the mark was a word or a value, what comes out bare was an
// option.
#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <string_view>

namespace dsprep::cli {
namespace {

constexpr char mark = '\x1f', mark_behind_options = '\x1e';

std::string marked(std::string_view word, char how = mark) { return std::string(1, how).append(word); }
bool is_marked(std::string_view word) { return word.starts_with(mark) || word.starts_with(mark_behind_options); }

// "--max_errors=3" → "max-errors".
std::string name_in(std::string_view word) {
  std::string name(word.substr(2, word.find('=') - 2));
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

// The words as CLI11 gets them.
std::vector<std::string> prepared(std::span<const std::string> words) {
  std::vector<std::string> out;
  bool options_over = false;
  for (const std::string& word : words) {
    if (options_over) {
      out.push_back(marked(word, mark_behind_options));
    } else if (word == "-" || !word.starts_with('-')) {
      out.push_back(marked(word));
    } else if (word == "--") {
      options_over = true;
      out.push_back(word);
    } else if (word.starts_with("--")) {
      const std::size_t equals = word.find('=');
      out.push_back("--" + name_in(word));
      if (equals != std::string::npos) out.back().append("=").append(marked(std::string_view(word).substr(equals + 1)));
    } else {
      out.push_back(word);
    }
  }
  return out;
}

// Of "-xyz" the bytes of "-x", all of a character's.
std::string first_letter(std::string_view word) {
  std::size_t end = std::min<std::size_t>(2, word.size());
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xc0) == 0x80) ++end;
  return std::string(word.substr(0, end));
}

// A word that a text processor gave other dashes: "—output", "－－output".
std::string plain_dashes(std::string_view word, std::span<const OptionShape> shapes) {
  constexpr std::string_view dashes[] = {"-",      "\u2010", "\u2011", "\u2012", "\u2013",
                                         "\u2014", "\u2015", "\u2212", "\ufe63", "\uff0d"};
  const std::string_view whole = word;
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view dash : dashes)
      if (word.starts_with(dash)) {
        word.remove_prefix(dash.size());
        found = true;
      }
  }
  if (whole.starts_with('-') || word.size() == whole.size()) return "";
  const std::string option = "--" + std::string(word);
  const std::string name = name_in(option);
  const bool known = std::any_of(shapes.begin(), shapes.end(), [&](const OptionShape& s) { return s.name == name; });
  return known ? option : "";
}

class Reader {
 public:
  Reader(std::span<const std::string> words, std::span<const OptionShape> shapes,
         const std::function<std::string(const std::string&)>& explain_unknown)
      : words_(words), shapes_(shapes), explain_unknown_(explain_unknown) {
    app_.set_help_flag();
    app_.allow_extras();  // unknown options, to be told in our words
    for (std::size_t i = 0; i < shapes.size(); ++i) {
      const OptionShape& shape = shapes[i];
      std::string names = "--" + shape.name;
      if (shape.letter) names.append(",-").append(1, shape.letter);
      CLI::Option* option = shape.takes == OptionShape::Takes::value
                                ? app_.add_option(names, values_)->expected(1)->allow_extra_args(false)
                                : app_.add_flag(names, values_);
      option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
      index_[option] = i;
    }
    app_.add_option("INPUT", values_)->expected(-1);
  }

  Result<std::vector<Argument>> read() {
    DSPREP_CHECK(refuse_single_dashes());
    std::vector<std::string> words = prepared(words_);
    std::reverse(words.begin(), words.end());  // as CLI11 takes them
    bool value_is_missing = false;
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ArgumentMismatch&) {
      value_is_missing = true;  // of the last option: nothing else is held to a number here
    } catch (const CLI::Error& error) {
      return usage_error(std::string("cannot read the command line: ") + error.what());
    }
    if (const std::vector<std::string> unknown = app_.remaining(); !unknown.empty() && unknown.front() != "--")
      return refuse_unknown(unknown.front());
    DSPREP_TRY(std::vector<Argument> arguments, in_order());
    if (value_is_missing) {
      const std::string& last = words_.back();
      return needs_value(last.starts_with("--") ? "--" + name_in(last) : std::string("-") + last.back());
    }
    return arguments;
  }

 private:
  // "-output x" would be -o with the value "utput": nobody means that.
  Status refuse_single_dashes() const {
    for (const std::string& word : words_) {
      if (word == "--") break;
      if (word.size() < 3 || word[0] != '-' || word[1] == '-') continue;
      const std::string name = name_in("-" + word);
      if (std::any_of(shapes_.begin(), shapes_.end(), [&](const OptionShape& s) { return s.name == name; }))
        return usage_error(word.substr(0, word.find('=')) +
                           " has one dash, which is for single letters: did you mean --" + name + "?");
    }
    return {};
  }

  Result<std::vector<Argument>> in_order() const {
    std::vector<Argument> arguments;
    std::map<const CLI::Option*, std::size_t> read;  // how many results of it
    for (const CLI::Option* option : app_.parse_order()) {
      std::string value = option->results()[read[option]++];
      const bool was_word = is_marked(value), may_be_option = value.starts_with(mark);
      if (was_word) value.erase(0, 1);
      const auto found = index_.find(option);
      if (found == index_.end()) {  // "---", "-3": an option in form, of no name
        if (!was_word) return refuse_unknown(value);
        if (const std::string option_meant = may_be_option ? plain_dashes(value, shapes_) : ""; !option_meant.empty())
          return usage_error("\"" + value + "\" begins with a dash that is none on a keyboard: type " + option_meant +
                             ", or ./" + value + " for a file of that name");
        arguments.push_back({std::nullopt, std::move(value)});
        continue;
      }
      const OptionShape& shape = shapes_[found->second];
      if (shape.takes == OptionShape::Takes::value) {
        if (!was_word && value.starts_with("--")) return needs_value(spelling(shape, value));
        if (!was_word && value.starts_with('=')) value.erase(0, 1);  // -o=x
        arguments.push_back({found->second, std::move(value)});
      } else if (!was_word) {
        arguments.push_back({found->second, std::nullopt});
      } else {
        if (shape.takes == OptionShape::Takes::nothing) return usage_error("--" + shape.name + " takes no value");
        arguments.push_back({found->second, std::move(value)});
      }
    }
    return arguments;
  }

  // How the user wrote the option that stands before `next`.
  std::string spelling(const OptionShape& shape, const std::string& next) const {
    for (std::size_t i = 1; shape.letter && i < words_.size(); ++i)
      if (words_[i] == next && !words_[i - 1].starts_with("--") && words_[i - 1].ends_with(shape.letter))
        return std::string("-") + shape.letter;
    return "--" + shape.name;
  }

  Error refuse_unknown(const std::string& word) const {
    if (word.starts_with("--")) return usage_error(explain_unknown_(name_in(word)));
    if (word.starts_with("-=")) {
      for (const std::string& given : words_)
        if (given.size() > word.size() && !given.starts_with("--") && given.ends_with(word.substr(1)))
          return usage_error(given.substr(0, given.find('=')) + " takes no value");
    }
    return usage_error("unknown option " + first_letter(word) + "; `--help` lists them");
  }

  static Error needs_value(const std::string& typed) {
    return usage_error(typed + " needs a value: " + typed + (typed.size() > 2 ? "=VALUE" : " VALUE"));
  }

  std::span<const std::string> words_;
  std::span<const OptionShape> shapes_;
  const std::function<std::string(const std::string&)>& explain_unknown_;
  CLI::App app_;
  std::vector<std::string> values_;  // all of them, in no order: read from the options instead
  std::map<const CLI::Option*, std::size_t> index_;
};

}  // namespace

Result<std::vector<Argument>> read_arguments(std::span<const std::string> words, std::span<const OptionShape> shapes,
                                             const std::function<std::string(const std::string&)>& explain_unknown) {
  return Reader(words, shapes, explain_unknown).read();
}

}  // namespace dsprep::cli
