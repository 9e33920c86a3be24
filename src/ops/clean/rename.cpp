// rename: gives fields other names, or other places.
//
// A top-level field is renamed where it stands; so is one inside an object, which is written again with the new name.
// Where old and new lie in different objects, the value moves.
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"

namespace dsprep::ops {
namespace {

struct Renaming {
  std::string from, to;
  void fields(ParamFields& f) {
    f("from", from, {.meaning = "the field as it is called now", .required = true, .field = true});
    f("to", to, {.meaning = "its new name, or JSON Pointer", .required = true, .field = true, .result = true});
  }
};

struct Params {
  std::vector<Renaming> renamings;
  bool required = false;
  std::string conflict = "malformed";
  void fields(ParamFields& f) {
    f("fields", renamings, {.meaning = "what is renamed, one after another", .required = true});
    f("required", required, {.meaning = "whether a record without the field is malformed"});
    f("conflict", conflict,
      {.meaning = "what happens where there is a field of the new name: the record is malformed, the field is "
                  "replaced, or nothing is renamed",
       .choices = {"malformed", "replace", "keep"}});
  }
};

struct Step {
  Field from, to, parent;  // parent: of both, where they share one that is not the record
  std::string from_pointer, to_pointer;
  std::string from_key, to_key;  // decoded
  std::string raw_from;          // as the contract wants a name: JSON without its quotes
  enum class Kind { member, within, move } kind;
};

struct Plan {
  std::vector<Step> steps;
  bool required, replace, keep;
};

class RenameMapper final : public Mapper {
 public:
  explicit RenameMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context&) override {
    for (const Step& step : plan_.steps) {
      if (record.type(step.from) == FieldType::missing) {
        if (plan_.required) return Verdict::malformed(is_missing(step.from_pointer));
        continue;
      }
      if (record.type(step.to) != FieldType::missing) {
        if (plan_.keep) continue;
        if (!plan_.replace)
          return Verdict::malformed("field " + step.from_pointer + " cannot be renamed: field " + step.to_pointer +
                                    " is there already");
        record.erase(step.to);
      }
      if (!rename(record, step))
        return Verdict::malformed("field " + step.from_pointer + " cannot be renamed: what is on the way to " +
                                  step.to_pointer + " is not an object");
    }
    return Verdict::keep();
  }

 private:
  bool rename(Record& record, const Step& step) {
    switch (step.kind) {
      case Step::Kind::member: record.rename_member(step.raw_from, step.to_key); return true;
      case Step::Kind::within: {
        if (record.type(step.parent) != FieldType::object) return false;  // elements of an array have no names
        out_.clear();
        out_.begin_object();
        for (Value::Members it = record.value(step.parent).members(); it.next();) {
          const std::string_view key = it.key(scratch_);
          out_.key(key == step.from_key ? std::string_view(step.to_key) : key).raw(it.value().raw());
        }
        return record.set_raw(step.parent, out_.end_object().json());
      }
      case Step::Kind::move:
        value_ = record.raw(step.from);
        if (!record.set_raw(step.to, value_)) return false;
        record.erase(step.from);
        return true;
    }
    return false;
  }

  const Plan& plan_;
  ValueBuilder out_;
  std::string scratch_, value_;
};

// The last name of a pointer, decoded: RFC 6901's ~1 is /, ~0 is ~.
std::string last_key(std::string_view pointer) {
  std::string key;
  for (std::size_t i = pointer.rfind('/') + 1; i < pointer.size(); ++i) {
    if (pointer[i] == '~' && i + 1 < pointer.size()) key += pointer[++i] == '1' ? '/' : '~';
    else key += pointer[i];
  }
  return key;
}

std::string quoted(std::string_view key) {
  const std::string json = ValueBuilder().text(key).take();
  return json.substr(1, json.size() - 2);
}

Result<Step> plan_step(const Renaming& renaming, Binder& binder) {
  Step step;
  DSPREP_TRY(step.from, binder.write(renaming.from));
  DSPREP_TRY(step.to, binder.write(renaming.to));
  step.from_pointer = binder.pointer(step.from);
  step.to_pointer = binder.pointer(step.to);
  const std::string &from = step.from_pointer, &to = step.to_pointer;
  for (const std::string* pointer : {&from, &to}) {
    if (pointer->find('*') != pointer->npos)
      return usage_error("\"" + *pointer + "\" names several places: rename one field at a time");
    if (*pointer == "/_dsprep")
      return usage_error("_dsprep is dsprep's own: it cannot be renamed, and nothing can be renamed to it");
  }
  if (from == to) return usage_error("\"" + renaming.from + "\" is renamed to itself");
  if (to.starts_with(from + "/") || from.starts_with(to + "/"))
    return usage_error("\"" + from + "\" and \"" + to + "\" lie in one another: a value cannot move into itself");
  step.from_key = last_key(from);
  step.to_key = last_key(to);
  step.raw_from = quoted(step.from_key);
  const std::string parent = from.substr(0, from.rfind('/'));
  if (to.substr(0, to.rfind('/')) != parent) {
    step.kind = Step::Kind::move;
  } else if (parent.empty()) {
    step.kind = Step::Kind::member;
    binder.write_all();
  } else {
    step.kind = Step::Kind::within;
    DSPREP_TRY(step.parent, binder.write(parent));
  }
  return step;
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.renamings.empty())
    return usage_error(
        "fields is empty: give what is renamed, such as fields = [{ from = \"content\", to = \"text\" }]");
  Plan plan{{}, params.required, params.conflict == "replace", params.conflict == "keep"};
  for (const Renaming& renaming : params.renamings) {
    DSPREP_TRY(Step step, plan_step(renaming, binder));
    plan.steps.push_back(std::move(step));
  }
  return map_with<RenameMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"The order of the fields stays",
     "fields = [{ from = \"content\", to = \"正文\" }, { from = \"/meta/lang\", to = \"/meta/language\" }]",
     "{\"id\":1,\"content\":\"你好\",\"meta\":{\"lang\":\"zh\",\"n\":1.50}}\n{\"id\":2}\n",
     "{\"id\":1,\"正文\":\"你好\",\"meta\":{\"language\":\"zh\",\"n\":1.50}}\n{\"id\":2}\n"},
    {"Into another object and out of one, a value moves to the end",
     "fields = [{ from = \"url\", to = \"/meta/url\" }, { from = \"/meta/lang\", to = \"lang\" }]",
     "{\"url\":\"u\",\"meta\":{\"lang\":\"zh\"},\"text\":\"x\"}\n",
     "{\"meta\":{\"url\":\"u\"},\"text\":\"x\",\"lang\":\"zh\"}\n"},
};

}  // namespace

extern const OpSpec clean_rename;
const OpSpec clean_rename = {
    .name = "rename",
    .family = Family::clean,
    .summary = "Give fields other names or places",
    .details =
        R"(Each renaming is done in turn, on what the ones before made: `a` to `b` and then `b` to `c` is `a` to `c`.

- Old and new in the same object: the field keeps its place, and the value its bytes. Of duplicate keys at the top all are renamed; inside an object that is
  rewritten, spaces between members go.
- In different objects: the value goes to the end of the new object, which is made where it is missing, and leaves the old one. Of duplicate keys the last moves,
  the others go.

A record without the old field stays as it is, or with `required` is malformed. Where the new name is taken, `conflict` decides. Names with `*` are
refused.)",
    .source = "dsprep's own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
