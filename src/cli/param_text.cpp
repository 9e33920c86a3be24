#include "cli/param_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <variant>

#include "base/spell.h"
#include "config/config.h"
#include "registry/find_param.h"

namespace dsprep::cli {
namespace {

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

// The length of `name=` at the start, or 0.
std::size_t assignment(std::string_view piece) {
  std::size_t n = 0;
  while (n < piece.size() && is_name_char(piece[n])) ++n;
  return n > 0 && n < piece.size() && piece[n] == '=' ? n + 1 : 0;
}

// Past the TOML value that starts with a quote or a bracket; npos where it is never closed, which makes it a bare word.
std::size_t end_of_toml(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      for (++i; i < text.size() && text[i] != c; ++i)
        if (c == '"' && text[i] == '\\') ++i;
      if (i >= text.size()) return std::string_view::npos;
    } else if (c == '[' || c == '{') {
      ++depth;
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
    if (depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

bool opens_toml(std::string_view text) {
  return !text.empty() && std::string_view("\"'[{").find(text[0]) != std::string_view::npos;
}

// The comma-separated pieces. Linear: an opened bracket that is not closed ends the search for closing ones.
std::vector<std::string_view> pieces_of(std::string_view text) {
  std::vector<std::string_view> pieces;
  bool may_close = true;
  std::size_t at = 0;
  while (true) {
    const std::size_t start = at;
    at += assignment(text.substr(at));
    if (may_close && opens_toml(text.substr(at))) {
      const std::size_t length = end_of_toml(text.substr(at));
      if (length == std::string_view::npos) may_close = false;
      else at += length;
    }
    const std::size_t comma = text.find(',', at);
    pieces.push_back(text.substr(start, comma == std::string_view::npos ? comma : comma - start));
    if (comma == std::string_view::npos) return pieces;
    at = comma + 1;
  }
}

std::string_view without_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// A quoted word without its quotes, any other as it stands.
std::string unquoted(std::string_view piece) {
  if (piece.starts_with('"') || piece.starts_with('\''))
    if (const auto value = config::parse_value(piece))
      if (const auto* text = std::get_if<std::string>(&*value)) return *text;
  return std::string(piece);
}

ParamValue number_or_text(std::string_view piece) {
  const std::string_view word = without_spaces(piece);
  // ".5" and "5." are numbers to people, though not to TOML.
  double number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  const bool whole_word = error == std::errc() && end == word.data() + word.size();
  if (const auto value = config::parse_value(word);
      value && !std::holds_alternative<ParamList>(*value) && !std::holds_alternative<ParamTable>(*value))
    return *value;
  // More digits than 64 bits hold are left as they are, to be refused: rounded they would be another number.
  const bool digits = word.find_first_not_of("-0123456789") == std::string_view::npos;
  if (whole_word && !(digits && std::fabs(number) > 0x1p53)) return number;
  return std::string(piece);
}

ParamValue table_of(const std::vector<std::string_view>& pieces, std::string_view whole) {
  if (const auto value = config::parse_value(whole); value && std::holds_alternative<ParamTable>(*value)) return *value;
  ParamTable table;
  for (const std::string_view piece : pieces) {
    const std::string_view word = without_spaces(piece);
    const std::size_t name = assignment(word);
    if (name == 0) return std::string(whole);
    table.emplace_back(std::string(word.substr(0, name - 1)), number_or_text(word.substr(name)));
  }
  return table;
}

ParamValue records_of(const std::vector<std::string_view>& pieces, std::string_view whole) {
  if (auto value = config::parse_value(whole); value && std::holds_alternative<ParamList>(*value)) return *value;
  ParamList rows;
  for (const std::string_view piece : pieces) {
    auto row = config::parse_value(piece);
    if (!row || !std::holds_alternative<ParamTable>(*row)) return std::string(whole);
    rows.push_back(*std::move(row));
  }
  return rows;
}

ParamValue list_of(const ParamInfo& info, const std::vector<std::string_view>& pieces, std::string_view whole) {
  if (whole.starts_with('['))
    if (auto value = config::parse_value(whole); value && std::holds_alternative<ParamList>(*value)) return *value;
  if (info.optional && whole == "none") return std::string(whole);
  ParamList list;
  if (whole.empty()) return list;
  for (const std::string_view piece : pieces) list.emplace_back(unquoted(piece));
  return list;
}

// `whole` is the pieces with their commas.
ParamValue value_of(const ParamInfo& info, const std::vector<std::string_view>& pieces, std::string_view whole) {
  switch (info.type) {
    case ParamType::boolean:
    case ParamType::integer:
    case ParamType::number: return number_or_text(whole);
    case ParamType::text: return unquoted(whole);
    case ParamType::list: return list_of(info, pieces, whole);
    case ParamType::table: return table_of(pieces, whole);
    case ParamType::table_list: return records_of(pieces, whole);
  }
  return std::string(whole);
}

bool takes_many(const ParamInfo& info) {
  return info.type == ParamType::list || info.type == ParamType::table || info.type == ParamType::table_list;
}

std::string quoted(std::string_view text) { return std::string("\"").append(text).append("\""); }

}  // namespace

Result<std::vector<ParamSetting>> parse_settings(const OpSpec& op, std::string_view text, const Location& where) {
  return parse_settings({std::string(op.name), op.params(), "dsprep ops " + std::string(op.name)}, text, where);
}

Result<std::vector<ParamSetting>> parse_settings(const pipeline::Described& what, std::string_view text,
                                                 const Location& where) {
  const std::vector<ParamInfo>& infos = what.params;
  const std::vector<std::string> names = registry::param_names(infos);
  const auto refuse = [&](const std::string& why) { return usage_error(where.prefix() + why); };
  const std::string hint = "; `" + what.page + "` lists the parameters";
  std::vector<ParamSetting> settings;
  const ParamInfo* info = nullptr;
  std::vector<std::string_view> pieces;  // of the value being read
  const auto finish = [&] {
    if (!info) return;
    const char* begin = pieces.front().data();
    const std::string_view whole(begin, static_cast<std::size_t>(pieces.back().data() + pieces.back().size() - begin));
    settings.push_back({info->name, value_of(*info, pieces, whole), where});
    pieces.clear();
  };
  for (std::string_view piece : pieces_of(text)) {
    std::string_view word = piece;
    while (word.starts_with(' ')) word.remove_prefix(1);
    const std::size_t length = assignment(word);
    const std::string name(word.substr(0, length ? length - 1 : 0));
    if (const ParamInfo* named = length ? registry::find_param(infos, name) : nullptr) {
      finish();
      // Somebody means both, and would get the second.
      const auto same = [&](const ParamSetting& setting) { return setting.name == named->name; };
      if (takes_many(*named) && std::any_of(settings.begin(), settings.end(), same))
        return refuse(named->name + " is given twice: list its values, like " + named->name + "=A,B" + hint);
      info = named;
      piece = word.substr(length);
    } else if (!info) {
      if (length == 0)
        return refuse(
            quoted(piece) + " is no PARAM=VALUE" +
            (infos.empty() ? "; " + what.name + " has no parameters" : ", like " + infos.front().name + "=…" + hint));
      return refuse(what.name + " has no parameter " + quoted(name) + base::did_you_mean(name, names) + hint);
    } else if (const std::string near = length ? base::did_you_mean(name, names) : ""; !near.empty()) {
      // Part of the value, by the rule; but more likely a slip of the hand, which must not change a filter in silence.
      return refuse(what.name + " has no parameter " + quoted(name) + near + "; put quotes around " +
                    std::string(piece) + " if it belongs to " + info->name);
    } else if (!takes_many(*info)) {
      return refuse(info->name + " takes one value: quote it if it holds a comma, like " + info->name + "='a,b'" +
                    hint);
    }
    pieces.push_back(piece);
  }
  finish();
  return settings;
}

ParamValue parse_param(const ParamInfo& info, std::string_view text) {
  return value_of(info, takes_many(info) ? pieces_of(text) : std::vector<std::string_view>{text}, text);
}

}  // namespace dsprep::cli
