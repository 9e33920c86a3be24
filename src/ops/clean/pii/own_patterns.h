// Patterns of the user's own, and list files of them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "models/pii/replacer.h"
#include "ops/clean/pii/pii_plan.h"

namespace dsprep::ops::pii {

std::vector<std::string_view> mode_choices();

struct PatternParams {
  std::string name, pattern;
  std::vector<std::string> context;
  std::optional<std::string> mode;
  bool ignore_case = false;
  void fields(ParamFields& f) {
    f("name", name, {.meaning = "what it finds: [a-z][a-z0-9_]*; in capitals, the placeholder", .required = true});
    f("pattern", pattern, {.meaning = "regular expression in RE2 syntax", .required = true});
    f("context", context, {.meaning = "words of which one must stand near; none: not needed"});
    f("mode", mode, {.meaning = "what becomes of it; none: as `mode`", .choices = mode_choices()});
    f("ignore_case", ignore_case, {.meaning = "whether upper and lower case are the same"});
  }
};

// `mode`: of a pattern that has none of its own.
Status add_pattern(Plan& plan, Binder& binder, const PatternParams& given, Mode mode);

// Each line is NAME TAB PATTERN [TAB word, word].
Status add_pattern_file(Plan& plan, Binder& binder, const ResourceFile& file, Mode mode);

// Values that are left alone, one a line.
Status add_allowed_file(Plan& plan, const ResourceFile& file);

}  // namespace dsprep::ops::pii
