#include "ops/report/compare/tell.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/human.h"
#include "ops/report/compare/edit_excerpt.h"
#include "spill/hash_key.h"

namespace dsprep::ops::compare {
namespace {

using Kind = Column::Kind;
using Cell = Finding::Cell;
using Severity = Warning::Severity;

// What people take PSI for since the credit scoring of the 1990s.
constexpr double psi_moderate = 0.1, psi_major = 0.25, usual_p = 0.05;
constexpr std::size_t most_distributions = 8, most_rows = 20, most_named = 5;

double share(std::uint64_t n, std::uint64_t of) {
  return of == 0 ? 0 : static_cast<double>(n) / static_cast<double>(of);
}

std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// A figure in a table: nothing where it is undefined.
Cell figure(double value) { return std::isnan(value) ? Cell(std::string()) : Cell(value); }

bool distinguishable(const FieldDrift& drift) { return drift.ks_p < usual_p || drift.measures.chi_squared_p < usual_p; }

std::string_view judged(const FieldDrift& drift) {
  if (!(drift.measures.psi >= psi_moderate)) return "none";
  if (!distinguishable(drift)) return "too few to tell";
  return drift.measures.psi >= psi_major ? "major" : "moderate";
}

class Teller {
 public:
  Teller(const Comparison& comparison, Findings& findings)
      : all_(comparison), changes_(comparison.changes), findings_(findings) {
    for (const NoteTotals* totals : {&all_.reference, &all_.current})
      for (const auto& [name, count] : totals->fields.all()) names_.emplace(hash_of_name(name), name);
  }

  void tell() {
    findings_.title = "Compared with " + all_.plan.against;
    tell_records();
    tell_changes();
    tell_examples("compare_added", "Records that were added", changes_.added, changes_.added_examples,
                  all_.current.samples);
    tell_examples("compare_removed", "Records that were removed", changes_.removed, changes_.removed_examples,
                  all_.reference.samples);
    tell_fields();
    tell_drift();
    tell_words();
  }

 private:
  void metric(const std::string& name, double value, std::string unit = {}) {
    if (!std::isnan(value)) findings_.metrics.push_back({"compare." + name, value, 0, std::move(unit)});
  }
  void metric(const std::string& name, std::uint64_t value, std::string unit = {}) {
    metric(name, static_cast<double>(value), std::move(unit));
  }
  void warn(std::string text, Severity severity = Severity::warning, std::string remedy = {}) {
    findings_.warnings.push_back({std::move(text), severity, std::move(remedy)});
  }

  bool any_id() const { return all_.reference.with_id + all_.current.with_id != 0; }
  const std::string& name_of(std::uint64_t hash) const {
    static const std::string other = "(another field)";
    const auto found = names_.find(hash);
    return found == names_.end() ? other : found->second;
  }

  void tell_records() {
    const std::uint64_t was = all_.reference.records, is = all_.current.records;
    metric("records", is, "records");
    metric("reference_records", was, "records");
    metric("same", changes_.same, "records");
    metric("added", changes_.added, "records");
    metric("removed", changes_.removed, "records");
    if (any_id()) metric("changed", changes_.changed, "records");
    const std::string& id = all_.plan.id_pointer;
    findings_.note = any_id() ? "Records are one where their id, " + id + ", is the same."
                              : "Records are one where all their fields are equal, since none has an id" +
                                    std::string(all_.plan.by_id ? ", " + id : "") +
                                    ": a changed record counts as removed and added.";
    if (was == 0 && is == 0) return warn("neither dataset has a record: nothing was compared", Severity::serious);
    if (was == 0)
      return warn(all_.plan.against + " has no records: all here count as added", Severity::serious,
                  "look at the path that against names");
    if (is == 0) return warn("the dataset has no records: all of the reference count as removed", Severity::serious);
    if (changes_.same == was && was == is) warn("the two datasets have the same records", Severity::note);
    if (any_id()) tell_ids();
    Finding table{
        "compare_records", "Records", "", Finding::Chart::bars, {"", {"records", Kind::count}, {"share", Kind::share}}};
    table.note = "Shares: of the records of the dataset they are in; of the removed ones, of the reference's.";
    const auto row = [&](const char* name, std::uint64_t n, std::uint64_t of) {
      table.rows.push_back({std::string(name), whole(n), share(n, of)});
    };
    row("same", changes_.same, is);
    if (any_id()) row("changed", changes_.changed, is);
    row("added", changes_.added, is);
    row("removed", changes_.removed, was);
    findings_.sections.push_back(std::move(table));
  }

  void tell_ids() {
    const std::uint64_t without =
        all_.reference.records - all_.reference.with_id + all_.current.records - all_.current.with_id;
    metric("without_id", without, "records");
    if (without != 0)
      warn(base::format_counted(without, "record") + " without an id, " + all_.plan.id_pointer +
           ": compared by content");
    const std::uint64_t repeated = changes_.repeated[0] + changes_.repeated[1];
    metric("duplicate_ids", repeated, "records");
    if (repeated != 0)
      warn(base::format_counted(repeated, "record") + " with an id that an earlier record of the same dataset has (" +
               base::format_count(changes_.repeated[0]) + " in the reference): of those, equal ones are paired first",
           Severity::warning, "name an id that is unique, or set by = \"content\"");
    if (all_.reference.with_id != 0 && all_.current.with_id != 0 && changes_.same + changes_.changed == 0)
      warn("no id of the reference, " + all_.plan.id_pointer + ", is here: the ids may not mean the same",
           Severity::warning, "set by = \"content\" to compare whole records");
  }

  void tell_changes() {
    if (changes_.by_field.empty()) return;
    std::vector<std::pair<std::uint64_t, std::string>> fields;
    for (const auto& [name, records] : changes_.by_field) {
      fields.emplace_back(records, name_of(name));
      if (names_.contains(name)) metric("changed." + name_of(name), records, "records");
    }
    std::sort(fields.begin(), fields.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    Finding table{"compare_changed_fields",
                  "What changed",
                  "",
                  Finding::Chart::bars,
                  {"field", {"records", Kind::count}, {"share", Kind::share}}};
    table.note = "Share: of the changed records.";
    for (const auto& [records, name] : fields)
      table.rows.push_back({name, whole(records), share(records, changes_.changed)});
    findings_.sections.push_back(std::move(table));

    std::map<std::string, std::string> was = sampled(all_.reference.samples), is = sampled(all_.current.samples);
    Finding examples{"compare_changed",
                     "Changed records",
                     "",
                     Finding::Chart::none,
                     {{"id", Kind::id}, "field", "reference", "now"}};
    for (const ChangedRecord& record : changes_.changed_examples)
      for (const FieldChange& field : record.fields) {
        auto [before, after] = std::pair(field.before.value_or("(missing)"), field.after.value_or("(missing)"));
        const auto old = was.find(record.id_hash), now = is.find(record.id_hash);
        if (field.before && field.after && old != was.end() && now != is.end())
          show_difference(old->second, now->second, name_of(field.name), before, after);
        else if (before == after) after += " (differs further on)";
        examples.rows.push_back({record.id, name_of(field.name), std::move(before), std::move(after)});
      }
    if (changes_.changed > changes_.changed_examples.size())
      examples.note =
          base::format_count(changes_.changed_examples.size()) + " of " + base::format_count(changes_.changed) + ".";
    findings_.sections.push_back(std::move(examples));
  }

  static std::map<std::string, std::string> sampled(const spill::BottomK& samples) {
    std::map<std::string, std::string> records;
    for (const std::string& item : samples.items())
      records.emplace(item.substr(0, spill::hash_key_size), item.substr(spill::hash_key_size));
    return records;
  }

  static std::string text_of(std::string_view record, std::string_view name) {
    const Value value = Value(record)[name];
    return value.text().value_or(std::string(value.raw()));
  }

  static void show_difference(std::string_view was, std::string_view is, std::string_view name, std::string& before,
                              std::string& after) {
    const std::string old = text_of(was, name), now = text_of(is, name);
    const std::size_t at = first_difference(old, now);
    before = excerpt_at(old, at);
    after = excerpt_at(now, at);
  }

  void tell_examples(const char* key, const char* title, std::uint64_t n, const std::vector<NamedRecord>& examples,
                     const spill::BottomK& samples) {
    if (examples.empty()) return;
    const bool ids = any_id();
    const std::map<std::string, std::string> records = ids ? sampled(samples) : std::map<std::string, std::string>();
    Finding table{key, title, "", Finding::Chart::none, {}};
    if (ids) table.columns.push_back({"id", Kind::id});
    table.columns.push_back("record");
    for (const NamedRecord& one : examples) {
      const auto record = records.find(one.id_hash);
      std::string text = one.shown;
      if (!one.id_hash.empty()) text = record == records.end() ? shown(one.fields) : shown(record->second);
      std::vector<Cell>& row = table.rows.emplace_back();
      if (ids) row.emplace_back(one.id_hash.empty() ? std::string() : one.shown);
      row.emplace_back(std::move(text));
    }
    if (n > examples.size()) table.note = base::format_count(examples.size()) + " of " + base::format_count(n) + ".";
    findings_.sections.push_back(std::move(table));
  }

  // A record's text where it has one, else the record.
  std::string shown(std::string_view record) const {
    const auto text = Value(record).find(all_.plan.text_pointer).text();
    return beginning(text ? std::string_view(*text) : record, 120);
  }

  // The same of what was noted of it.
  std::string shown(const std::vector<FieldChange>& fields) const {
    std::string members;
    for (const FieldChange& field : fields) {
      if (name_of(field.name) == all_.plan.text_name) return *field.after;
      if (members.size() < 120) (members += members.empty() ? "" : ", ") += name_of(field.name) + ": " + *field.after;
    }
    return members;
  }

  // ---- fields ----

  // The types of a field, the most frequent first: "text, null".
  static std::string types_of(const FieldCount* field) {
    if (!field) return "";
    std::vector<std::pair<std::uint64_t, std::string_view>> types;
    for (std::size_t i = 0; i < type_count; ++i)
      if (field->types[i] != 0) types.emplace_back(field->types[i], dsprep::name_of(static_cast<FieldType>(i)));
    std::stable_sort(types.begin(), types.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string names;
    for (const auto& [count, name] : types) (names += names.empty() ? "" : ", ") += name;
    return names;
  }

  static std::string main_type(const std::string& types) { return types.substr(0, types.find(',')); }

  static std::string listed(const std::vector<std::string>& names) {
    std::string all;
    for (std::size_t i = 0; i < names.size() && i < most_named; ++i) (all += i == 0 ? "" : ", ") += names[i];
    if (names.size() > most_named) all += " and " + base::format_count(names.size() - most_named) + " more";
    return all;
  }

  void tell_fields() {
    Finding table{"compare_fields",
                  "Fields",
                  "",
                  Finding::Chart::none,
                  {"field",
                   "types in the reference",
                   "types now",
                   {"missing share in the reference", Kind::share},
                   {"missing share now", Kind::share}}};
    std::vector<std::string> fresh, gone, other;
    const bool both = all_.reference.records != 0 && all_.current.records != 0;
    for (const auto& [hash, name] : sorted_names()) {
      const FieldCount* was = all_.reference.fields.find(name);
      const FieldCount* is = all_.current.fields.find(name);
      const std::string old_types = types_of(was), types = types_of(is);
      if (both && !was) fresh.push_back(name);
      if (both && !is) gone.push_back(name);
      if (was && is && main_type(old_types) != main_type(types))
        other.push_back(name + " is " + main_type(types) + ", and " + main_type(old_types) + " there");
      const auto missing = [](const FieldCount* field, std::uint64_t records) {
        return 1 - share(field ? field->present() : 0, records);
      };
      table.rows.push_back(
          {name, old_types, types, missing(was, all_.reference.records), missing(is, all_.current.records)});
    }
    table.note = "Missing: not there, or null.";
    metric("fields_added", std::uint64_t{fresh.size()}, "fields");
    metric("fields_removed", std::uint64_t{gone.size()}, "fields");
    metric("fields_of_another_type", std::uint64_t{other.size()}, "fields");
    if (!fresh.empty()) warn("fields that the reference lacks: " + listed(fresh));
    if (!gone.empty()) warn("fields that are no longer there: " + listed(gone));
    if (!other.empty()) warn("fields of another type: " + listed(other));
    if (!all_.reference.fields.complete() || !all_.current.fields.complete())
      warn("there are more than " + std::to_string(most_fields) +
           " fields, or names of more than 256 bytes: drift is that of the first names in byte order");
    if (!table.rows.empty()) findings_.sections.push_back(std::move(table));
  }

  std::vector<std::pair<std::uint64_t, std::string>> sorted_names() const {
    std::vector<std::pair<std::uint64_t, std::string>> names(names_.begin(), names_.end());
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return names;
  }

  // ---- drift ----

  void tell_drift() {
    if (all_.reference.labelled != 0 && all_.current.labelled != 0 &&
        (!all_.reference.labels.complete() || !all_.current.labels.complete()))
      warn("there are more than " + base::format_count(most_labels) + " labels, " + all_.plan.label_pointer +
           ": their drift is not told");
    if (all_.drifts.empty()) return;
    Finding table{
        "compare_drift",
        "Drift",
        "PSI: below 0.1 none, from 0.25 major; an empty cell counts as a share of 0.0001 (a millionth of the smallest "
        "share where that is "
        "less). Numbers are compared in bins that end at the reference's deciles; KS and Wasserstein need no bins.",
        Finding::Chart::bars,
        {"field",
         "compared",
         "drift",
         "PSI",
         "Jensen-Shannon",
         {"L∞", Kind::share},
         "KS",
         "KS: p",
         "Wasserstein",
         "Wasserstein / deviation",
         "χ²",
         "degrees",
         "χ²: p",
         "Cramér's V",
         {"n in the reference", Kind::count},
         {"n now", Kind::count},
         "mean in the reference",
         "mean now"},
        {},
        {},
        {3}};
    std::vector<std::string> major;
    for (const FieldDrift& drift : all_.drifts) {
      const drift::Measures& m = drift.measures;
      table.rows.push_back({drift.name, std::string(compare::name_of(drift.view)), std::string(judged(drift)),
                            figure(m.psi), figure(m.js), figure(m.largest), figure(drift.ks), figure(drift.ks_p),
                            figure(drift.wasserstein), figure(drift.wasserstein_over_deviation), figure(m.chi_squared),
                            whole(m.degrees), figure(m.chi_squared_p), figure(m.cramers_v), whole(m.reference),
                            whole(m.current), figure(drift.mean[0]), figure(drift.mean[1])});
      if (judged(drift) == "major") major.push_back(drift.name);
      metric("psi." + drift.name, m.psi);
      metric("js." + drift.name, m.js);
      metric("linf." + drift.name, m.largest, "share");
      metric("tvd." + drift.name, m.total_variation, "share");
      metric("chi2." + drift.name, m.chi_squared);
      metric("chi2_p." + drift.name, m.chi_squared_p);
      metric("cramers_v." + drift.name, m.cramers_v);
      metric("ks." + drift.name, drift.ks);
      metric("ks_p." + drift.name, drift.ks_p);
      metric("wasserstein." + drift.name, drift.wasserstein);
      metric("wasserstein_std." + drift.name, drift.wasserstein_over_deviation);
    }
    findings_.sections.push_back(std::move(table));
    if (!major.empty()) warn("major drift of " + listed(major), Severity::warning, "look at its distributions below");
    std::size_t told = 0;
    for (const FieldDrift& drift : all_.drifts)
      if (told < most_distributions && drift.measures.psi > 0) {
        tell_distribution(drift);
        ++told;
      }
  }

  void tell_distribution(const FieldDrift& drift) {
    Finding table{"compare_" + drift.name,
                  drift.name + ": " + std::string(compare::name_of(drift.view)),
                  "",
                  Finding::Chart::grouped_bars,
                  {"value",
                   {"share in the reference", Kind::share},
                   {"share now", Kind::share},
                   {"in the reference", Kind::count},
                   {"now", Kind::count}},
                  {},
                  {},
                  {1, 2}};
    std::vector<const FieldDrift::Row*> rows;
    for (const FieldDrift::Row& row : drift.rows) rows.push_back(&row);
    const bool of_values = drift.view == View::labels || drift.view == View::values;
    const auto moved = [&](const FieldDrift::Row* row) {
      return std::fabs(share(row->cell.current, drift.measures.current) -
                       share(row->cell.reference, drift.measures.reference));
    };
    if (of_values)
      std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) { return moved(a) > moved(b); });
    if (of_values && rows.size() > most_rows) {
      table.note =
          "The " + std::to_string(most_rows) + " values that moved most, of " + base::format_count(rows.size()) + ".";
      rows.resize(most_rows);
    }
    for (const FieldDrift::Row* row : rows)
      table.rows.push_back({row->value, share(row->cell.reference, drift.measures.reference),
                            share(row->cell.current, drift.measures.current), whole(row->cell.reference),
                            whole(row->cell.current)});
    findings_.sections.push_back(std::move(table));
  }

  // ---- words ----

  void tell_words() {
    if (!all_.words) return;
    const WordShift& words = *all_.words;
    metric("words.js", words.js);
    metric("words.new", words.fresh, "words");
    metric("words.gone", words.gone, "words");
    if (words.words[0] == 0 || words.words[1] == 0) return;
    Finding table{
        "compare_words",
        "Words that moved",
        base::format_count(words.distinct[1]) + " different words, " + base::format_count(words.distinct[0]) +
            " in the reference; " + base::format_count(words.fresh) + " are new, " + base::format_count(words.gone) +
            " are gone. G² is Dunning's log-likelihood ratio: how surprising the change of a word's share is.",
        Finding::Chart::none,
        {"word",
         "more or less",
         {"share in the reference", Kind::share},
         {"share now", Kind::share},
         "G²",
         {"in the reference", Kind::count},
         {"now", Kind::count}}};
    for (const auto* moved : {&words.more, &words.less})
      for (const MovedWord& word : *moved)
        table.rows.push_back({word.word, std::string(moved == &words.more ? "more" : "less"),
                              share(word.reference, words.words[0]), share(word.current, words.words[1]), word.surprise,
                              whole(word.reference), whole(word.current)});
    if (!table.rows.empty()) findings_.sections.push_back(std::move(table));
  }

  const Comparison& all_;
  const RecordChanges& changes_;
  Findings& findings_;
  std::map<std::uint64_t, std::string> names_;
};

}  // namespace

void tell(const Comparison& comparison, Findings& findings) { Teller(comparison, findings).tell(); }

}  // namespace dsprep::ops::compare
