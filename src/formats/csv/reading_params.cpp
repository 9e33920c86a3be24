#include "formats/csv/reading_params.h"

#include <unordered_set>

#include "formats/csv/dialect.h"
#include "text/utf8.h"

namespace dsprep::formats::csv {

void ReadingParams::fields(ParamFields& f) {
  f("delimiter", delimiter,
    {.meaning = "what stands between two cells: one ASCII character, \"tab\", \"space\", or \"guess\": a comma, "
                "semicolon, tab or bar, whichever makes most of the first rows agree"});
  common_fields(f);
}

void ReadingParams::common_fields(ParamFields& f) {
  f("quote", quote,
    {.meaning = "what stands around a cell that holds delimiters, quotes or line ends: a character, \"none\", or "
                "\"guess\": a double quote, or an apostrophe where only that makes rows agree"});
  f("escape", escape,
    {.meaning = "how a quote is written inside a quoted cell: \"doubled\", or by a \"backslash\" before it, which then "
                "also stands before delimiters, line ends and backslashes",
     .choices = {"guess", "doubled", "backslash"}});
  f("header", header, {.meaning = "the first row names the columns; otherwise they are c1, c2, …"});
  f("header_rows", header_rows,
    {.meaning = "rows that make up the header; the names in one column are joined by a space", .min = 1, .max = 16});
  f("columns", columns, {.meaning = "names of the columns, instead of those in the header"});
  f("skip", skip, {.meaning = "lines before the header, which are passed over", .min = 0, .max = 1e9});
  f("ragged", ragged,
    {.meaning =
         "a row with fewer or more cells than the header: fill reads missing cells as empty and more are "
         "malformed; extra moreover keeps what is too much as a list in the field _extra; malformed refuses both",
     .choices = {"fill", "extra", "malformed"}});
  f("types", types,
    {.meaning = "text: every value is text; guess: a cell without quotes that is spelled as a JSON number, true, false "
                "or null becomes that",
     .choices = {"text", "guess"}});
}

std::optional<char> delimiter_of(std::string_view text) {
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "space") return ' ';
  if (text.size() != 1 || static_cast<signed char>(text[0]) <= 0) return std::nullopt;
  const bool taken = text[0] == '\n' || text[0] == '\r' || text[0] == '"' || text[0] == '\\';
  return taken ? std::nullopt : std::optional<char>(text[0]);
}

Status check_columns(const std::vector<std::string>& columns) {
  std::unordered_set<std::string_view> seen;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].empty()) return usage_error("columns: name " + std::to_string(i + 1) + " is empty");
    if (!text::valid_utf8(columns[i])) return usage_error("columns: name " + std::to_string(i + 1) + " is not UTF-8");
    if (!seen.insert(columns[i]).second) return usage_error("columns: \"" + columns[i] + "\" is there twice");
  }
  return {};
}

Result<ReadingRules> reading_rules(const ReadingParams& params) {
  ReadingRules rules;
  if (params.delimiter != "guess") {
    rules.dialect.delimiter = delimiter_of(params.delimiter);
    // ", " is a comma, and spaces behind it.
    const std::size_t spaces = params.delimiter.find_last_not_of(' ') + 1;
    if (!rules.dialect.delimiter && spaces > 0 && spaces < params.delimiter.size()) {
      rules.dialect.delimiter = delimiter_of(std::string_view(params.delimiter).substr(0, spaces));
      rules.dialect.skip_space = true;
    }
    if (!rules.dialect.delimiter)
      return usage_error("delimiter: \"" + params.delimiter +
                         "\" is not one ASCII character (but no quote, backslash or line end), \"tab\", \"space\" or "
                         "\"guess\"");
    if (rules.dialect.delimiter == ' ') rules.dialect.skip_space = false;
  }
  if (params.quote == "none") rules.dialect.quote = '\0';
  else if (params.quote.size() == 1 && delimiter_of(params.quote == "\"" ? "'" : params.quote))
    rules.dialect.quote = params.quote[0];
  else if (params.quote != "guess")
    return usage_error("quote: \"" + params.quote + "\" is not one ASCII character, \"none\" or \"guess\"");
  if (rules.dialect.quote && rules.dialect.quote == rules.dialect.delimiter)
    return usage_error("quote and delimiter are the same character");
  if (params.escape != "guess")
    rules.dialect.escape = params.escape == "backslash" ? Escape::backslash : Escape::doubled;
  rules.header_rows = params.header ? static_cast<std::size_t>(params.header_rows) : 0;
  rules.columns = params.columns;
  DSPREP_CHECK(check_columns(rules.columns));
  rules.skip = static_cast<std::size_t>(params.skip);
  rules.ragged = params.ragged == "fill" ? Ragged::fill : params.ragged == "extra" ? Ragged::extra : Ragged::malformed;
  rules.guess_types = params.types == "guess";
  return rules;
}

}  // namespace dsprep::formats::csv
