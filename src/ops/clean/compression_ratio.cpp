// compression_ratio: drops text that compresses too well (it repeats itself) or too badly (it is noise).
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/compressed_size.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_ratio, max_ratio };

constexpr RuleInfo rules[] = {
    {"min_ratio", Judge::Limit::Compare::at_least, "min_ratio", "bytes ÷ compressed bytes"},
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "bytes ÷ compressed bytes"},
};

struct Params {
  std::string field = "text";
  std::int64_t level = 3;
  std::optional<double> min_ratio, max_ratio;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to compress", .field = true});
    f("level", level,
      {.meaning = "zstd's compression level",
       .min = base::CompressedSize::lowest_level,
       .max = base::CompressedSize::highest_level});
    f("min_ratio", min_ratio, {.meaning = "lowest compression ratio", .min = 0});
    f("max_ratio", max_ratio, {.meaning = "highest compression ratio", .min = 0});
  }
};

struct Rules {
  int level;
  struct Scratch {
    std::optional<base::CompressedSize> zstd;
  };
  void judge(const TextView& text, Scratch& scratch, Judge& judge) const {
    check_between(judge, min_ratio, max_ratio, [&] {
      if (!scratch.zstd) scratch.zstd.emplace(level);
      const std::string_view bytes = text.text();
      return share(bytes.size(), bytes.empty() ? 0 : scratch.zstd->of(bytes));  // 0 ÷ 0: passes
    });
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_filter(Rules{static_cast<int>(params.level)}, params.field, binder);
}

constexpr Example examples[] = {
    {"A text that says one thing twenty times", "max_ratio = 4",
     "{\"text\":\"The quick brown fox jumps over the lazy dog near the bank of a wide river.\"}\n"
     "{\"text\":"
     "\"买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！\"}\n",
     "{\"text\":\"The quick brown fox jumps over the lazy dog near the bank of a wide river.\"}\n",
     "{\"text\":"
     "\"买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！买一送一！\"}\n"},
};

}  // namespace

extern const OpSpec clean_compression_ratio;
const OpSpec clean_compression_ratio = {
    .name = "compression_ratio",
    .family = Family::clean,
    .summary = "Drop text that compresses too well or too badly",
    .details =
        R"(The ratio is the text's bytes (UTF-8) ÷ the bytes of one zstd frame with it, at `level`, without content size and
checksum. Prose of a few KB has 1.4 to 2.5, whatever repeats itself much more, keys and noise about 1. The limits themselves
pass; an empty text has no ratio and passes.

Short texts compress badly, since there is little to refer back to, and the frame's ten bytes weigh more: set limits for
texts of one length. Scripts of three bytes a character start from a higher ratio than English. Another version of zstd
may compress to a few bytes more or less, so a text at a limit may be judged otherwise by it.

A field with `*` is measured as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "zstd (RFC 8878)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
