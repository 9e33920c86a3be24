// url_ratio: drops text that is mostly links.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"

namespace dsprep::ops {
namespace {

enum : Rule { max_ratio };

constexpr RuleInfo rules[] = {
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "characters in URLs ÷ characters, 0 to 1"},
};

struct Params {
  std::string field = "text";
  std::optional<double> max_ratio = 0.2;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("max_ratio", max_ratio, {.meaning = "highest share of characters that are in URLs", .min = 0, .max = 1});
  }
};

constexpr std::array<bool, 256> make_url_bytes() {
  std::array<bool, 256> bytes{};
  for (unsigned c = '0'; c <= '9'; ++c) bytes[c] = true;
  for (unsigned c = 'a'; c <= 'z'; ++c) bytes[c] = bytes[c - 'a' + 'A'] = true;
  for (const char c : std::string_view("$-_@.&+/:=?#~!*(),")) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}
constexpr std::array<bool, 256> url_bytes = make_url_bytes();

bool is_hex(std::string_view text, std::size_t i) {
  if (i >= text.size()) return false;
  const char c = text[i];
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Where the URL characters that begin at i end: those above and %XX.
std::size_t url_end(std::string_view text, std::size_t i) {
  for (;;) {
    while (i < text.size() && url_bytes[static_cast<unsigned char>(text[i])]) ++i;
    if (i >= text.size() || text[i] != '%' || !is_hex(text, i + 1) || !is_hex(text, i + 2)) return i;
    i += 3;
  }
}

// Characters in URLs, all of them ASCII. A URL is "http://" or "https://" and at least one character more.
std::uint64_t count_url_chars(std::string_view text) {
  std::uint64_t n = 0;
  std::size_t behind = 0;  // the last URL
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', std::max(colon + 1, behind))) {
    if (text.substr(colon, 3) != "://") continue;
    const std::string_view before = text.substr(behind, colon - behind);
    const std::size_t scheme = before.ends_with("https") ? 5 : before.ends_with("http") ? 4 : 0;
    if (scheme == 0) continue;
    const std::size_t end = url_end(text, colon + 3);
    if (end == colon + 3) continue;
    n += end - (colon - scheme);
    behind = end;
  }
  return n;
}

struct Rules {
  struct Scratch {};
  void judge(const TextView& text, Scratch&, Judge& judge) const {
    if (!judge.wants(max_ratio)) return;
    judge.check(max_ratio, text.text().empty() ? 1 : share(count_url_chars(text.text()), text.chars()));
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  return text_filter(Rules{}, bind_params<Params>(values).field, binder);
}

constexpr Example examples[] = {
    {"Lists of links", "",
     "{\"text\":\"See https://example.com for more, or write to us, or come by on any day of the week you like, "
     "Sundays too.\"}\n"
     "{\"text\":\"镜像：https://mirrors.example.cn/debian/\"}\n",
     "{\"text\":\"See https://example.com for more, or write to us, or come by on any day of the week you like, "
     "Sundays too.\"}\n",
     "{\"text\":\"镜像：https://mirrors.example.cn/debian/\"}\n"},
};

}  // namespace

extern const OpSpec clean_url_ratio;
const OpSpec clean_url_ratio = {
    .name = "url_ratio",
    .family = Family::clean,
    .summary = "Drop text that is mostly links",
    .details =
        R"(The share is the characters of all URLs in the text ÷ all its characters (code points). A URL is `http://` or
`https://`, in lower case, and what follows of A–Z, a–z, 0–9, `$-_@.&+/:=?#~!*(),` and `%XX`, at least one character. The
limit itself passes. An empty text has a share of 1 and is dropped. Addresses without a scheme (`www.example.com`) do not
count. The definition is NeMo Curator's.

To judge where a record comes from, see `url`. A field with `*` is measured as its elements joined by LF. A missing, null
or non-text field makes the record malformed.)",
    .source = "NeMo Curator 1e2e427 UrlsFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
