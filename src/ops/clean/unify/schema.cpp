#include "ops/clean/unify/schema.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "base/human.h"
#include "ops/clean/unify/value_kind.h"
#include "spill/scan.h"

namespace dsprep::ops::unify {
namespace {

constexpr std::size_t most_places = 100'000;

// ---- from sorted entries to a tree ----

// A place comes before those inside it, and names come sorted.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::size_t max_names) : max_names_(max_names), root_(std::make_unique<Place>()) {}

  Status add(std::string_view entry) {
    const std::vector<PathPart> path = take_path(entry);
    const FieldStats stats = FieldStats::take(entry);
    Place* place = root_.get();
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (place->stats.closed != 0) return {};
      const bool last = i + 1 == path.size();
      if (path[i].element) {
        if (!place->element) {
          place->element = std::make_unique<Place>();
          ++places_;
        }
        place = place->element.get();
        continue;
      }
      if (place->children.empty() || place->children.back()->name != path[i].name) {
        if (last && place->children.size() >= max_names_) {
          place->stats.closed |= FieldStats::many_names;
          places_ -= inside(*place);
          place->children.clear();
          place->element.reset();
          return {};
        }
        place->children.push_back(std::make_unique<Place>());
        place->children.back()->name = path[i].name;
        ++places_;
      }
      place = place->children.back().get();
    }
    place->stats.merge(stats);
    if (places_ <= most_places) return {};
    return failure("the records have more than " + base::format_count(most_places) +
                   " different fields: that is no schema; set max_names lower, so that objects that are used as maps "
                   "become JSON text, or name them in json");
  }

  Result<std::unique_ptr<Place>> finish() {
    if (root_->stats.closed == 0) return std::move(root_);
    if ((root_->stats.closed & FieldStats::many_names) != 0)
      return failure("the records have more than " + base::format_count(max_names_) +
                     " different fields at the top: set max_names higher, or bring what is a map into one field");
    return failure("a record has a field name of more than " + base::format_count(longest_name) +
                   " bytes: no schema can have that");
  }

 private:
  static std::size_t inside(const Place& place) {
    std::size_t n = place.element ? 1 + inside(*place.element) : 0;
    for (const auto& child : place.children) n += 1 + inside(*child);
    return n;
  }

  const std::size_t max_names_;
  std::unique_ptr<Place> root_;
  std::size_t places_ = 0;
};

// ---- which type ----

// All that was seen at `from` was seen at `into`.
void absorb(Place& into, const Place& from) {
  into.stats.merge(from.stats);
  if (into.stats.closed != 0) return;
  if (from.element) {
    if (!into.element) into.element = std::make_unique<Place>();
    absorb(*into.element, *from.element);
  }
  for (const auto& child : from.children) {
    const auto at = std::lower_bound(into.children.begin(), into.children.end(), child,
                                     [](const auto& a, const auto& b) { return a->name < b->name; });
    if (at != into.children.end() && (*at)->name == child->name) {
      absorb(**at, *child);
    } else {
      const auto fresh = into.children.insert(at, std::make_unique<Place>());
      (*fresh)->name = child->name;
      absorb(**fresh, *child);
    }
  }
}

class Resolver {
 public:
  Resolver(const Rules& rules, const Decider& decider) : rules_(rules), decider_(decider) {}

  Status resolve_record(Place& record) {
    record.form = Form::object;
    return resolve_names(record, "");
  }

 private:
  // Decides the form of `place` and of all inside. REQUIRES children in the order of names.
  Status resolve(Place& place, const std::string& pointer) {
    place.form = form_of(place, place.stats);
    if (place.form == Form::array) {
      const bool beside = has_other(place.stats, Kind::array);
      if (!place.element) place.element = std::make_unique<Place>();
      if (beside) wrap(place);
      if (place.form == Form::array) DSPREP_CHECK(resolve(*place.element, pointer + "/*"));
    }
    if (place.form == Form::object) return resolve_names(place, pointer);
    if (place.form != Form::array) place.element.reset();
    place.children.clear();
    place.mixed = place.form != Form::null && is_mixed(place);
    return check_allowed(place, pointer);
  }

  static bool has_other(const FieldStats& stats, Kind kind) {
    return stats.values() != stats.count(kind) + stats.count(Kind::null);
  }

  static bool is_mixed(const Place& place) {
    std::size_t different = 0;
    for (std::size_t i = 1; i < kinds; ++i) different += place.stats.counts[i] != 0;
    return different > 1;
  }

  // A value beside arrays is an array of one, where it is what their elements are; else all are JSON.
  void wrap(Place& place) {
    auto element = std::make_unique<Place>();
    Place own;
    own.stats = place.stats;
    own.stats.counts[static_cast<std::size_t>(Kind::array)] = 0;
    own.stats.counts[static_cast<std::size_t>(Kind::null)] = 0;
    own.children = std::move(place.children);
    absorb(*element, *place.element);
    absorb(*element, own);
    const Form inner = form_of(*element, element->stats);
    if (inner == Form::json || (inner == Form::array && has_other(element->stats, Kind::array))) {
      place.form = Form::json;
    } else {
      place.element = std::move(element);
    }
  }

  Form form_of(const Place& place, const FieldStats& stats) const {
    const bool only_text = !has_other(stats, Kind::text);
    if ((stats.closed & FieldStats::asked_for) != 0 && !only_text) return Form::json;
    if (stats.has(Kind::array)) return stats.closed != 0 ? Form::json : Form::array;
    if (stats.has(Kind::object)) {
      // No reader has a type for objects without names.
      const bool closed = stats.closed != 0 || has_other(stats, Kind::object) || place.children.empty();
      return closed ? Form::json : Form::object;
    }
    if (stats.has(Kind::text)) return Form::text;
    const bool numbers = stats.has(Kind::integer) || stats.has(Kind::number);
    if (stats.has(Kind::boolean)) return numbers ? Form::text : Form::boolean;
    if (!numbers) return Form::null;
    return form_of_numbers(stats);
  }

  Form form_of_numbers(const FieldStats& stats) const {
    const bool fractions = stats.has(Kind::number);
    if (rules_.exact != Exact::none && (stats.no_type != 0 || (fractions && stats.no_double != 0))) return Form::text;
    if (rules_.exact == Exact::all && stats.rounded != 0) return Form::text;
    return fractions || stats.no_type != 0 ? Form::number : Form::integer;
  }

  Status resolve_names(Place& place, const std::string& pointer) {
    for (auto& child : place.children) {
      child->raw_name = ValueBuilder().text(child->name).take() + ':';
      std::string inner = pointer;
      append_pointer(inner, {false, child->name});
      DSPREP_CHECK(resolve(*child, inner));
    }
    std::sort(place.children.begin(), place.children.end(),
              [](const auto& a, const auto& b) { return a->stats.comes_before(b->stats); });
    place.by_name.resize(place.children.size());
    std::iota(place.by_name.begin(), place.by_name.end(), 0);
    std::sort(place.by_name.begin(), place.by_name.end(),
              [&](std::uint32_t a, std::uint32_t b) { return place.children[a]->name < place.children[b]->name; });
    return {};
  }

  Status check_allowed(const Place& place, const std::string& pointer) const {
    const FieldStats& stats = place.stats;
    std::string_view lacks;
    if (place.form == Form::number && stats.has(Kind::integer) && !rules_.to_number) lacks = "number";
    if (place.form == Form::text && has_other(stats, Kind::text) && !rules_.to_text) lacks = "text";
    if (place.form == Form::array && has_other(stats, Kind::array) && !rules_.to_array) lacks = "array";
    if (place.form == Form::json && (stats.closed & FieldStats::asked_for) == 0 && !rules_.to_json) lacks = "json";
    if (lacks.empty()) return {};
    return failure("field " + pointer + " is " + seen_types(stats, decider_) + why(place) + ", and allow lacks \"" +
                   std::string(lacks) + "\", which it would take to make that one type");
  }

  static std::string why(const Place& place) {
    if ((place.stats.closed & FieldStats::many_names) != 0) return ", with more than max_names names";
    if ((place.stats.closed & FieldStats::long_name) != 0) return ", with a name of more than 4,096 bytes";
    if ((place.stats.closed & FieldStats::too_deep) != 0) return ", deeper than 64";
    if (place.form == Form::json && !is_mixed(place)) return ", without any name";
    if (place.form == Form::text && !place.stats.has(Kind::text)) return ", with numbers that no other type holds";
    return "";
  }

  const Rules& rules_;
  const Decider& decider_;
};

}  // namespace

std::string_view name_of(Form form) {
  constexpr std::string_view names[] = {"null", "boolean", "integer", "number", "text", "array", "object", "JSON text"};
  return names[static_cast<std::size_t>(form)];
}

std::string seen_types(const FieldStats& stats, const Decider& decider) {
  std::string seen;
  for (std::size_t i = 1; i < kinds; ++i) {
    if (stats.counts[i] == 0) continue;
    const RecordId& example = stats.examples[i];
    if (!seen.empty()) seen += ", ";
    seen += std::string(name_of(static_cast<Kind>(i))) + " in " + base::format_count(stats.counts[i]) + " (first in " +
            decider.input_name(example.shard) + ":" + std::to_string(example.line) + ")";
  }
  return seen;
}

Result<std::unique_ptr<Place>> make_schema(const Rules& rules, spill::Sorter& entries, Decider& decider) {
  TreeBuilder builder(rules.limits.max_names);
  DSPREP_CHECK(spill::scan(entries, decider, "making one schema of all records",
                           [&](std::string_view entry) { return builder.add(entry); }));
  DSPREP_TRY(std::unique_ptr<Place> root, builder.finish());
  DSPREP_CHECK(Resolver(rules, decider).resolve_record(*root));
  return root;
}

}  // namespace dsprep::ops::unify
