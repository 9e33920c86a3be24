// A few made-up ops of every shape: enough to describe.
#pragma once

#include <array>

#include "registry/registry.h"

namespace dsprep::test {

struct Everything {
  struct Row {
    std::string key;
    double weight = 1;
    void fields(ParamFields& f) {
      f("key", key, {.meaning = "the row's key", .required = true});
      f("weight", weight, {.meaning = "how much it counts", .min = 0, .max = 1});
    }
  };
  bool strict = false;
  std::optional<std::int64_t> min_words = 50;
  std::optional<std::int64_t> max_words;
  double share = 0.5;
  std::string mode = "fast";
  std::string field = "/text";
  std::vector<std::string> keep = {"en", "de"};
  NumberTable ratios = {{"train", 0.8}, {"test", 0.2}};
  std::vector<Row> rows;
  void fields(ParamFields& f) {
    f("strict", strict, {.meaning = "whether it is strict"});
    f("min_words", min_words, {.meaning = "fewest words", .min = 0});
    f("max_words", max_words, {.meaning = "most words"});
    f("share", share, {.meaning = "a share", .min = 0, .max = 1});
    f("mode", mode, {.meaning = "how | to go", .choices = {"fast", "good"}});
    f("field", field, {.meaning = "where to look", .field = true});
    f("keep", keep, {.meaning = "what to keep"});
    f("ratios", ratios, {.meaning = "name and share", .min = 0});
    f("rows", rows, {.meaning = "the rows"});
  }
};

inline Result<AnyOp> make_nothing(const ParamValues&, Binder&) { return failure("a fake op makes nothing"); }

inline constexpr RuleInfo everything_rules[] = {
    {"min_words", Judge::Limit::Compare::at_least, "min_words", "words"},
    {"many", Judge::Limit::Compare::at_most, "max_words", "words"},
    {"fixed", Judge::Limit::Compare::below, "", "share, 0 to 1", 0.25},
};
inline constexpr Example everything_examples[] = {
    {"drops the short", "min_words = 2", "{\"text\":\"a\"}\n{\"text\":\"a b\"}\n", "{\"text\":\"a b\"}\n",
     "{\"text\":\"a\"}\n"},
};
inline const OpSpec everything{
    "every_thing",   Family::clean,       "Does everything with words", "Details about `it`.\n\n- one\n- two",
    "Doe 2024",      everything_examples, describe_params<Everything>,  make_nothing,
    everything_rules};
inline const OpSpec plain{"plain", Family::clean, "Does nothing", "", "", {}, describe_params<NoParams>, make_nothing};
inline const OpSpec portions{
    "portions", Family::split, "Splits", "", "", {}, describe_params<Everything>, make_nothing, {}, {}, true};
inline const std::array<const OpSpec*, 3> fake_specs = {&portions, &plain, &everything};

inline registry::Registry fake_registry() { return registry::Registry(fake_specs); }

}  // namespace dsprep::test
