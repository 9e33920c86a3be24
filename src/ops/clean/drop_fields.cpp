// drop_fields: removes fields by name, by pattern, or all but those named.
#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "text/regex.h"

namespace dsprep::ops {
namespace {

struct Params {
  std::vector<std::string> drop, patterns, keep;
  void fields(ParamFields& f) {
    f("fields", drop,
      {.meaning = "the fields to remove: names or JSON Pointers; with * from every element", .field = true});
    f("patterns", patterns,
      {.meaning = "regular expressions in RE2 syntax: top-level fields in whose name one is found are removed"});
    f("keep", keep, {.meaning = "the top-level fields that stay: all others are removed", .field = true});
  }
};

struct Plan {
  std::vector<Field> fields;
  std::optional<text::RegexSet> patterns;
  std::vector<std::string> keep;
  bool walks() const { return patterns || !keep.empty(); }
};

class DropFieldsMapper final : public Mapper {
 public:
  explicit DropFieldsMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context&) override {
    for (const Field field : plan_.fields) record.erase(field);
    if (!plan_.walks()) return Verdict::keep();
    goes_.clear();
    record.walk([this](std::string_view raw_key, Value) {
      if (is_to_go(raw_key)) goes_.push_back(raw_key);
    });
    for (const std::string_view raw_key : goes_) record.erase_member(raw_key);
    return Verdict::keep();
  }

 private:
  static constexpr std::size_t most_remembered = 1000;

  // Most records have the names of the one before.
  bool is_to_go(std::string_view raw_key) {
    if (const auto known = known_.find(raw_key); known != known_.end()) return known->second;
    const bool goes = decide(raw_key);
    if (known_.size() < most_remembered) known_.emplace(raw_key, goes);
    return goes;
  }

  bool decide(std::string_view raw_key) {
    std::string_view key = raw_key;
    if (key.find('\\') != key.npos) {
      quoted_.assign(1, '"').append(raw_key).append(1, '"');
      key = Value(quoted_).text(scratch_).value_or(raw_key);
    }
    if (!plan_.keep.empty() && std::find(plan_.keep.begin(), plan_.keep.end(), key) == plan_.keep.end()) return true;
    return plan_.patterns && plan_.patterns->matches(key, found_);
  }

  const Plan& plan_;
  std::map<std::string, bool, std::less<>> known_;  // raw key → whether it goes
  std::vector<std::string_view> goes_;
  std::vector<int> found_;
  std::string quoted_, scratch_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.drop.empty() && params.patterns.empty() && params.keep.empty())
    return usage_error("nothing to remove: give fields, patterns or keep");
  if (!params.keep.empty() && !(params.drop.empty() && params.patterns.empty()))
    return usage_error("keep removes all other fields: fields and patterns say nothing beside it");
  Plan plan;
  for (const std::string& name : params.drop) {
    DSPREP_TRY(const Field field, binder.write(name));
    plan.fields.push_back(field);
  }
  if (!params.patterns.empty()) {
    DSPREP_TRY(plan.patterns, text::RegexSet::make(params.patterns));
  }
  // A logical name ("text") means the field it stands for, as everywhere.
  for (const std::string& name : params.keep) {
    DSPREP_TRY(const Field field, binder.read(name));
    const std::string pointer = binder.pointer(field);
    if (pointer.find('/', 1) != pointer.npos)
      return usage_error("keep: \"" + name + "\" lies inside a field: keep names top-level fields");
    std::string key;
    for (std::size_t i = 1; i < pointer.size(); ++i) {  // RFC 6901: ~1 is /, ~0 is ~
      if (pointer[i] == '~' && i + 1 < pointer.size()) key += pointer[++i] == '1' ? '/' : '~';
      else key += pointer[i];
    }
    plan.keep.push_back(std::move(key));
  }
  if (plan.walks()) binder.write_all();
  return map_with<DropFieldsMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"By name, at any depth", "fields = [\"html\", \"/meta/crawler\"]",
     "{\"text\":\"你好\",\"html\":\"<p>你好\",\"meta\":{\"crawler\":\"x\",\"lang\":\"zh\"},\"n\":1.50}\n",
     "{\"text\":\"你好\",\"meta\":{\"lang\":\"zh\"},\"n\":1.50}\n"},
    {"By pattern", "patterns = [\"^_\", \"_tmp$\"]", "{\"_a\":1,\"b_tmp\":2,\"tmp_c\":3}\n", "{\"tmp_c\":3}\n"},
    {"All but those named", "keep = [\"text\", \"标签\"]",
     "{\"id\":7,\"text\":\"a\",\"标签\":\"x\",\"score\":0.5}\n{\"id\":8}\n", "{\"text\":\"a\",\"标签\":\"x\"}\n{}\n"},
};

}  // namespace

extern const OpSpec clean_drop_fields;
const OpSpec clean_drop_fields = {
    .name = "drop_fields",
    .family = Family::clean,
    .summary = "Remove fields by name or pattern, or all but those named",
    .details =
        R"(- **fields**: the members these lead to are removed, every one where a name comes twice; elements of an array become null, so that the others keep their places.
- **patterns**: RE2, searched for anywhere in the decoded name of a top-level field: `^` and `$` tie them down.
- **keep**: of the top-level fields only these stay, in the order they had. Alone, without the other two.

What stays comes out byte for byte. A field that is not there is no error (one that no record has is told at the end), and an object all of whose members go stays as `{}`. An existing `_dsprep` is a field like
any other.)",
    .source = "dsprep's own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
