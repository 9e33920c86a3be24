// profile: measures a dataset field by field: what is there, of which type, how long, how often the same.
//
// All that is kept are sketches (spill/sketches.h), whose result does not depend on where chunks end. The number of
// fields is bounded the same way: the 200 first names in byte order are kept. A name that is dropped had 200 smaller
// ones beside it, so it is not among the first 200 of the whole either; and one that is among them was never dropped,
// so its counts are complete.
#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <map>
#include <vector>

#include "base/hash.h"
#include "base/human.h"
#include "dsprep/map_with.h"
#include "dsprep/op_spec.h"
#include "spill/hash_key.h"
#include "spill/progress_check.h"
#include "spill/sketches.h"
#include "spill/sorter.h"
#include "spill/wire.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

constexpr std::size_t most_fields = 200, longest_name = 256;
constexpr std::size_t most_values = 1000, most_labels = 10'000;  // distinct, that are counted
constexpr std::size_t most_values_shown = 10, most_labels_shown = 100;
constexpr std::uint64_t shown_chars = 80;
constexpr std::size_t type_count = 7;

struct Params {
  std::string field = "text";
  std::optional<std::string> label;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text that is measured in characters, words and lines", .field = true});
    f("label", label,
      {.meaning = "the field whose balance is measured (default: label, where there is one)", .field = true});
  }
};

struct Plan {
  Field text, label;
  std::string text_pointer, label_pointer;
  std::vector<std::string> parts;  // names by PartId
  spill::Workspace* workspace = nullptr;
};

// The beginning of a value, for people: no report should hold whole texts. Equal beginnings are counted together.
std::string beginning_of(std::string_view value) {
  const std::size_t end = value.size() <= shown_chars ? value.size() : text::byte_offset(value, shown_chars);
  return std::string(value.substr(0, end)) + (end < value.size() ? "…" : "");
}

template <class... Sketches>
Status save_all(ByteSink& sink, const Sketches&... sketches) {
  Status status;
  ((status.ok() ? void(status = sketches.save(sink)) : void()), ...);
  return status;
}
template <class... Sketches>
Status load_all(ByteSource& source, Sketches&... sketches) {
  Status status;
  ((status.ok() ? void(status = sketches.load(source)) : void()), ...);
  return status;
}

// ---- what is known of one field ----

struct FieldTally {
  std::uint64_t types[type_count] = {};  // records by FieldType; missing: not counted here
  std::uint64_t empty = 0;               // texts
  spill::Quantiles numbers, chars;
  spill::DistinctCount distinct;
  spill::ValueCounts values{most_values};  // of texts and booleans, by their beginnings

  std::uint64_t present() const {
    std::uint64_t n = 0;
    for (const std::uint64_t count : types) n += count;
    return n;
  }

  void add(const Value& value, std::string& scratch) {
    const FieldType type = value.type();
    ++types[static_cast<std::size_t>(type)];
    switch (type) {
      case FieldType::missing:
      case FieldType::null: return;
      case FieldType::text: {
        const std::string_view text = *value.text(scratch);
        distinct.add(base::hash64(text, static_cast<std::uint64_t>(type)));
        chars.add(static_cast<double>(text::count_chars(text)));
        empty += text.empty();
        if (!values.complete()) values.add({});
        else if (text.size() <= shown_chars) values.add(text);
        else values.add(beginning_of(text));
        return;
      }
      case FieldType::number: numbers.add(*value.number()); break;
      case FieldType::boolean: values.add(value.raw()); break;
      case FieldType::array:
      case FieldType::object: break;
    }
    distinct.add(base::hash64(value.raw(), static_cast<std::uint64_t>(type)));
  }

  void merge(const FieldTally& other) {
    for (std::size_t i = 0; i < type_count; ++i) types[i] += other.types[i];
    empty += other.empty;
    numbers.merge(other.numbers);
    chars.merge(other.chars);
    distinct.merge(other.distinct);
    values.merge(other.values);
  }

  Status save(ByteSink& sink) const {
    for (const std::uint64_t count : types) DSPREP_CHECK(spill::put_u64(sink, count));
    DSPREP_CHECK(spill::put_u64(sink, empty));
    return save_all(sink, numbers, chars, distinct, values);
  }
  Status load(ByteSource& source) {
    for (std::uint64_t& count : types) {
      DSPREP_TRY(count, spill::get_u64(source));
    }
    DSPREP_TRY(empty, spill::get_u64(source));
    return load_all(source, numbers, chars, distinct, values);
  }
};

// The top-level fields of all records.
class FieldTallies {
 public:
  using Map = std::map<std::string, FieldTally, std::less<>>;

  void add(const Record& record) {
    members_.clear();
    record.walk([this](std::string_view raw_key, Value value) { members_.push_back({raw_key, raw_key, value}); });
    if (!same_shape()) learn_shape();
    for (std::size_t i = 0; i < shape_.size(); ++i)
      if (shape_[i].tally) shape_[i].tally->add(members_[i].value, scratch_);
  }

  void merge(FieldTallies&& other) {
    shape_.clear();
    names_.merge(other.names_);
    long_names_ = long_names_ || other.long_names_;
    for (auto& [name, tally] : other.tallies_) {
      const auto [place, fresh] = tallies_.try_emplace(name);
      if (fresh) place->second = std::move(tally);
      else place->second.merge(tally);
    }
    while (tallies_.size() > most_fields) tallies_.erase(std::prev(tallies_.end()));
  }

  Status save(ByteSink& sink) const {
    DSPREP_CHECK(names_.save(sink));
    DSPREP_CHECK(spill::put_u64(sink, long_names_ ? 1 : 0));
    DSPREP_CHECK(spill::put_u64(sink, tallies_.size()));
    for (const auto& [name, tally] : tallies_) {
      DSPREP_CHECK(spill::put_text(sink, name));
      DSPREP_CHECK(tally.save(sink));
    }
    return {};
  }
  Status load(ByteSource& source) {
    DSPREP_CHECK(names_.load(source));
    DSPREP_TRY(const std::uint64_t long_names, spill::get_u64(source));
    long_names_ = long_names != 0;
    DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
    if (size > most_fields) return failure("saved state is damaged: too many fields");
    for (std::uint64_t i = 0; i < size; ++i) {
      DSPREP_TRY(const std::string name, spill::get_text(source, longest_name));
      DSPREP_CHECK(tallies_[name].load(source));
    }
    return {};
  }

  const Map& tallies() const { return tallies_; }
  double names() const { return names_.estimate(); }
  bool names_exact() const { return names_.exact(); }
  bool all() const { return !long_names_ && names_.exact() && names_.estimate() <= static_cast<double>(most_fields); }

 private:
  struct Member {
    std::string_view raw_key, key;
    Value value;
  };
  struct Place {
    std::string raw_key;
    FieldTally* tally;
  };  // null: not counted (a later member has that name, or no room)

  // Most records have the members of the one before.
  bool same_shape() const {
    if (members_.size() != shape_.size()) return false;
    for (std::size_t i = 0; i < shape_.size(); ++i)
      if (members_[i].raw_key != shape_[i].raw_key) return false;
    return true;
  }

  // Finds the tally of each name, for the last member that has it. In the order of names: where there is no room, the
  // last tally makes it, which then is not one that this record has found before.
  void learn_shape() {
    decoded_.clear();
    shape_.clear();
    order_.clear();
    for (Member& member : members_) {
      if (member.key.find('\\') != std::string_view::npos)
        member.key =
            decoded_.emplace_back(Value('"' + std::string(member.raw_key) + '"').text().value_or(std::string()));
      order_.push_back(order_.size());
      shape_.push_back({std::string(member.raw_key), nullptr});
    }
    std::sort(order_.begin(), order_.end(), [this](std::size_t a, std::size_t b) {
      return members_[a].key != members_[b].key ? members_[a].key < members_[b].key : a < b;
    });
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const std::string_view key = members_[order_[i]].key;
      if (i + 1 < order_.size() && members_[order_[i + 1]].key == key) continue;
      names_.add(base::hash64(key));
      shape_[order_[i]].tally = tally_of(key);
    }
  }

  FieldTally* tally_of(std::string_view key) {
    if (key.size() > longest_name) {
      long_names_ = true;
      return nullptr;
    }
    if (const auto known = tallies_.find(key); known != tallies_.end()) return &known->second;
    if (tallies_.size() == most_fields) {
      const auto last = std::prev(tallies_.end());
      if (key > last->first) return nullptr;
      tallies_.erase(last);
    }
    return &tallies_[std::string(key)];
  }

  Map tallies_;
  spill::DistinctCount names_;
  bool long_names_ = false;
  std::vector<Place> shape_;
  std::vector<Member> members_;
  std::vector<std::size_t> order_;
  std::deque<std::string> decoded_;
  std::string scratch_;
};

// ---- what is known of the dataset ----

class ProfileObserver final : public Observer {
 public:
  explicit ProfileObserver(const Plan& plan) : distinct_texts(*plan.workspace), plan_(plan) {}

  Status observe(const Record& record) override {
    ++records;
    const std::size_t part = record.part().index;
    if (parts.size() <= part) parts.resize(part + 1);
    ++parts[part];
    fields.add(record);
    observe_text(record);
    observe_label(record);
    return {};
  }

  Status merge(Observer&& next) override {
    auto& other = static_cast<ProfileObserver&>(next);
    records += other.records;
    if (parts.size() < other.parts.size()) parts.resize(other.parts.size());
    for (std::size_t i = 0; i < other.parts.size(); ++i) parts[i] += other.parts[i];
    fields.merge(std::move(other.fields));
    texts += other.texts;
    empty_texts += other.empty_texts;
    chars.merge(other.chars);
    words.merge(other.words);
    lines.merge(other.lines);
    DSPREP_CHECK(status);
    DSPREP_CHECK(other.status);
    DSPREP_CHECK(distinct_texts.merge(std::move(other.distinct_texts)));
    labelled += other.labelled;
    labels.merge(other.labels);
    return {};
  }

  Status save(ByteSink& sink) override {
    for (const std::uint64_t n : {records, texts, empty_texts, labelled}) DSPREP_CHECK(spill::put_u64(sink, n));
    DSPREP_CHECK(spill::put_u64(sink, parts.size()));
    for (const std::uint64_t n : parts) DSPREP_CHECK(spill::put_u64(sink, n));
    DSPREP_CHECK(status);
    DSPREP_CHECK(distinct_texts.save(sink));
    return save_all(sink, fields, chars, words, lines, labels);
  }

  Status load(ByteSource& source) override {
    for (std::uint64_t* n : {&records, &texts, &empty_texts, &labelled}) {
      DSPREP_TRY(*n, spill::get_u64(source));
    }
    DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
    if (size > 65'536) return failure("saved state is damaged: too many parts");
    parts.resize(static_cast<std::size_t>(size));
    for (std::uint64_t& n : parts) {
      DSPREP_TRY(n, spill::get_u64(source));
    }
    DSPREP_CHECK(distinct_texts.load(source));
    return load_all(source, fields, chars, words, lines, labels);
  }

  std::uint64_t records = 0, texts = 0, empty_texts = 0, labelled = 0;
  std::vector<std::uint64_t> parts;  // records by PartId
  FieldTallies fields;
  spill::Quantiles chars, words, lines;    // of the texts
  spill::Sorter distinct_texts;            // hash_key.h of those that are not empty
  Status status;                           // what went wrong in observe(), which cannot say
  spill::ValueCounts labels{most_labels};  // by their beginnings

 private:
  void observe_text(const Record& record) {
    const std::optional<std::string_view> text = record.text(plan_.text);
    if (!text) return;
    ++texts;
    if (text->empty()) ++empty_texts;
    else add_text(*text);
    const TextView& view = record.view(plan_.text);
    chars.add(static_cast<double>(view.chars()));
    words.add(static_cast<double>(view.words(WordModel::whitespace).size()));
    lines.add(static_cast<double>(view.lines().size()));
  }

  void add_text(std::string_view text) {
    if (!status.ok()) return;
    scratch_.clear();
    spill::append_hash_key(scratch_, base::hash128(text));
    status = distinct_texts.add(scratch_);
  }

  // A list of labels is as many labels.
  void observe_label(const Record& record) {
    bool any = false;
    for (std::size_t i = 0, n = record.count(plan_.label); i < n; ++i) {
      const Value value = record.value(plan_.label, i);
      if (value.type() != FieldType::array) {
        any |= add_label(value);
        continue;
      }
      for (Value::Elements it = value.elements(); it.next();) any |= add_label(it.value());
    }
    labelled += any;
  }

  bool add_label(const Value& value) {
    switch (value.type()) {
      case FieldType::text: labels.add(beginning_of(*value.text(scratch_))); return true;
      case FieldType::number:
      case FieldType::boolean: labels.add(beginning_of(value.raw())); return true;
      default: return false;
    }
  }

  const Plan& plan_;
  std::string scratch_;
};

// ---- the report ----

double share(std::uint64_t n, std::uint64_t of) { return of ? static_cast<double>(n) / static_cast<double>(of) : 0; }
std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// Digits that every machine agrees on: logarithms differ in the last ones.
double rounded(double value) { return std::round(value * 1e9) / 1e9; }

class Report {
 public:
  Report(const Plan& plan, const ProfileObserver& seen, std::uint64_t distinct_texts, Findings& findings)
      : plan_(plan), seen_(seen), distinct_texts_(distinct_texts), findings_(findings) {}

  void write() {
    findings_.title = "Profile";
    metric("records", static_cast<double>(seen_.records));
    metric("fields", seen_.fields.names(), seen_.fields.names_exact() ? 0 : unknown);
    text();
    labels();
    parts();
    fields();
    numbers();
    texts();
    values();
  }

 private:
  static constexpr double unknown = std::numeric_limits<double>::infinity();  // the error of an estimate
  void metric(std::string name, double value, double error = 0) {
    findings_.metrics.push_back({std::move(name), value, error});
  }
  // Quantiles are exact for integers up to 4,096, else within 0.5 %.
  void quantile(std::string name, double value) {
    const bool exact = value == std::floor(value) && std::fabs(value) <= 4096;
    metric(std::move(name), value, exact ? 0 : std::fabs(value) * 0.005);
  }

  // Values by falling count, equal ones in byte order.
  static std::vector<std::pair<std::uint64_t, std::string_view>> most_frequent(const spill::ValueCounts& counts,
                                                                               std::size_t most) {
    std::vector<std::pair<std::uint64_t, std::string_view>> values;
    for (const auto& [value, count] : counts.counts()) values.emplace_back(count, value);
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (values.size() > most) values.resize(most);
    return values;
  }

  void text() {
    metric("text.missing_share", share(seen_.records - seen_.texts, seen_.records));
    if (seen_.texts == 0) return;
    metric("text.empty_share", share(seen_.empty_texts, seen_.texts));
    const std::uint64_t with_text = seen_.texts - seen_.empty_texts;
    metric("text.distinct", static_cast<double>(distinct_texts_));
    metric("text.duplicate_share", share(with_text - distinct_texts_, with_text));
    Finding lengths{"text",
                    "Length of " + plan_.text_pointer,
                    "Characters are code points, words stand between white space, lines between LFs. Of " +
                        base::format_count(with_text) + " texts that are not empty, " +
                        base::format_count(with_text - distinct_texts_) + " are copies of another",
                    Finding::Chart::none,
                    {"unit", "total", "min", "p5", "p50", "mean", "p95", "max"},
                    {}};
    const std::pair<const char*, const spill::Quantiles*> units[] = {
        {"characters", &seen_.chars}, {"words", &seen_.words}, {"lines", &seen_.lines}};
    const char* const metric_names[] = {"text.chars", "text.words", "text.lines"};
    for (std::size_t i = 0; i < 3; ++i) {
      const spill::Quantiles& q = *units[i].second;
      lengths.rows.push_back(
          {units[i].first, q.sum(), q.min(), q.quantile(0.05), q.quantile(0.5), q.mean(), q.quantile(0.95), q.max()});
      const std::string name = metric_names[i];
      metric(name + ".total", q.sum());
      metric(name + ".min", q.min());
      quantile(name + ".p50", q.quantile(0.5));
      metric(name + ".mean", q.mean());
      quantile(name + ".p95", q.quantile(0.95));
      metric(name + ".max", q.max());
    }
    findings_.sections.push_back(std::move(lengths));
    for (std::size_t i = 0; i < 3; ++i) histogram(metric_names[i], units[i].first, *units[i].second);
  }

  // Ranges that double in width: 0, 1, 2, 3–4, 5–8, …
  void histogram(std::string name, const std::string& unit, const spill::Quantiles& lengths) {
    std::replace(name.begin(), name.end(), '.', '_');
    Finding finding{name,
                    "Texts by " + unit,
                    "Each range is twice as wide as the one before",
                    Finding::Chart::histogram,
                    {unit, "records"},
                    {}};
    double low = 0, high = 0;
    std::uint64_t count = 0;
    const auto close = [&] {
      finding.rows.push_back(
          {low == high ? base::format_number(high) : base::format_number(low) + "–" + base::format_number(high),
           whole(count)});
      low = high + 1;
      high = high == 0 ? 1 : 2 * high;
      count = 0;
    };
    for (const auto& [edge, n] : lengths.buckets()) {
      while (edge > high) close();
      count += n;
    }
    close();
    // Ranges in front that hold nothing say nothing.
    const auto first = std::find_if(finding.rows.begin(), finding.rows.end(),
                                    [](const auto& row) { return std::get<std::int64_t>(row[1]) > 0; });
    finding.rows.erase(finding.rows.begin(), first);
    findings_.sections.push_back(std::move(finding));
  }

  void labels() {
    if (seen_.labelled == 0) return;
    metric("label.missing_share", share(seen_.records - seen_.labelled, seen_.records));
    Finding finding{
        "labels", "Balance of " + plan_.label_pointer, "", Finding::Chart::bars, {"label", "records", "share"}, {}};
    if (!seen_.labels.complete()) {
      finding.note = "More than " + base::format_count(most_labels) + " different values: not a label";
      findings_.sections.push_back(std::move(finding));
      return;
    }
    const auto values = most_frequent(seen_.labels, most_labels);
    const std::uint64_t total = seen_.labels.total();
    double entropy = 0;
    for (const auto& value : values) {
      const double p = share(value.first, total);
      entropy -= p * std::log(p);
    }
    const double classes = static_cast<double>(values.size());
    const double evenness = values.size() > 1 ? rounded(entropy / std::log(classes)) : 0;
    const double imbalance = static_cast<double>(values.front().first) / static_cast<double>(values.back().first);
    metric("label.classes", classes);
    metric("label.imbalance_ratio", imbalance);
    metric("label.entropy", evenness);
    finding.note = "The most frequent of " + base::format_count(values.size()) + " labels is " +
                   base::format_fixed(imbalance, 1) + " times as frequent as the rarest; normalized entropy " +
                   base::format_fixed(evenness, 3) + " (1: all equal)";
    for (std::size_t i = 0; i < std::min(values.size(), most_labels_shown); ++i)
      finding.rows.push_back({std::string(values[i].second), whole(values[i].first), share(values[i].first, total)});
    findings_.sections.push_back(std::move(finding));
  }

  void parts() {
    const auto named = [&](std::size_t i) {
      if (i == 0) return std::string("(none)");
      return i < plan_.parts.size() ? plan_.parts[i] : "part " + std::to_string(i);
    };
    Finding finding{"parts", "Records by part", "", Finding::Chart::bars, {"part", "records", "share"}, {}};
    for (std::size_t i = 0; i < seen_.parts.size(); ++i)
      if (seen_.parts[i] > 0)
        finding.rows.push_back({named(i), whole(seen_.parts[i]), share(seen_.parts[i], seen_.records)});
    if (seen_.parts.size() > 1) findings_.sections.push_back(std::move(finding));
  }

  void fields() {
    Finding finding{"fields", "Fields", "", Finding::Chart::none, {"field", "missing", "null", "types", "distinct"},
                    {}};
    if (!seen_.fields.all())
      finding.note = "The first " + base::format_count(seen_.fields.tallies().size()) + " of about " +
                     base::format_number(seen_.fields.names()) + " names in byte order, without names of more than " +
                     std::to_string(longest_name) + " bytes";
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const std::uint64_t missing = seen_.records - tally.present(),
                          nulls = tally.types[static_cast<std::size_t>(FieldType::null)];
      std::string types;
      for (std::size_t i = 0; i < type_count; ++i) {
        const auto type = static_cast<FieldType>(i);
        if (tally.types[i] == 0 || type == FieldType::null) continue;
        types += (types.empty() ? "" : ", ") + std::string(name_of(type)) + " " + base::format_count(tally.types[i]);
      }
      finding.rows.push_back({name, whole(missing), whole(nulls), types,
                              tally.distinct.exact()
                                  ? Finding::Cell(whole(static_cast<std::uint64_t>(tally.distinct.estimate())))
                                  : Finding::Cell("≈ " + base::format_number(tally.distinct.estimate()))});
      metric("field." + name + ".missing_share", share(missing, seen_.records));
      metric("field." + name + ".null_share", share(nulls, seen_.records));
      metric("field." + name + ".distinct", tally.distinct.estimate(), tally.distinct.exact() ? 0 : unknown);
    }
    findings_.sections.push_back(std::move(finding));
  }

  void numbers() {
    Finding finding{"numbers",
                    "Numbers",
                    "Quantiles are exact for small integers, else within 0.5 %",
                    Finding::Chart::none,
                    {"field", "numbers", "min", "p5", "p25", "p50", "mean", "p75", "p95", "max"},
                    {}};
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const spill::Quantiles& q = tally.numbers;
      if (q.count() == 0) continue;
      finding.rows.push_back({name, whole(q.count()), q.min(), q.quantile(0.05), q.quantile(0.25), q.quantile(0.5),
                              q.mean(), q.quantile(0.75), q.quantile(0.95), q.max()});
      metric("field." + name + ".mean", q.mean());
    }
    if (!finding.rows.empty()) findings_.sections.push_back(std::move(finding));
  }

  void texts() {
    Finding finding{"texts",
                    "Text fields",
                    "Lengths in characters",
                    Finding::Chart::none,
                    {"field", "texts", "empty", "min", "p5", "p50", "mean", "p95", "max"},
                    {}};
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const spill::Quantiles& q = tally.chars;
      if (q.count() == 0) continue;
      finding.rows.push_back({name, whole(q.count()), whole(tally.empty), q.min(), q.quantile(0.05), q.quantile(0.5),
                              q.mean(), q.quantile(0.95), q.max()});
    }
    if (!finding.rows.empty()) findings_.sections.push_back(std::move(finding));
  }

  // Of fields whose values repeat: twice each on average.
  void values() {
    Finding finding{"values",
                    "Frequent values",
                    "Of fields of text and booleans that have few values; long ones are cut after " +
                        std::to_string(shown_chars) + " characters",
                    Finding::Chart::none,
                    {"field", "value", "records", "share"},
                    {}};
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const std::uint64_t total = tally.values.total();
      if (!tally.values.complete() || total < 2 * tally.values.counts().size()) continue;
      for (const auto& [count, value] : most_frequent(tally.values, most_values_shown))
        finding.rows.push_back({name, std::string(value), whole(count), share(count, total)});
    }
    if (!finding.rows.empty()) findings_.sections.push_back(std::move(finding));
  }

  const Plan& plan_;
  const ProfileObserver& seen_;
  const std::uint64_t distinct_texts_;
  Findings& findings_;
};

// ---- the op ----

Result<std::uint64_t> count_distinct(spill::Sorter& keys, Decider& decider) {
  spill::ProgressCheck progress(decider, "counting copies", keys.records());
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> reader, keys.sorted());
  std::uint64_t distinct = 0;
  std::string last;
  for (std::string_view key;;) {
    DSPREP_TRY(const bool more, reader->next(key));
    if (!more) return distinct;
    DSPREP_CHECK(progress.step());
    if (key == last) continue;
    last = key;
    ++distinct;
  }
}

class Profile final : public GlobalOp {
 public:
  explicit Profile(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<ProfileObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& seen = static_cast<ProfileObserver&>(*observers.main);
    DSPREP_CHECK(seen.status);
    DSPREP_TRY(const std::uint64_t distinct_texts, count_distinct(seen.distinct_texts, decider));
    Report(plan_, seen, distinct_texts, decider.findings()).write();
    return keep_all();
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  binder.read_all();
  DSPREP_TRY(plan.text, binder.read(params.field));
  DSPREP_TRY(plan.label, binder.read(params.label.value_or("label")));
  plan.text_pointer = binder.pointer(plan.text);
  plan.label_pointer = binder.pointer(plan.label);
  plan.parts = binder.part_names();
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Profile>(std::move(plan)));
}

constexpr Example examples[] = {
    {"A report changes nothing", "",
     "{\"text\":\"这家酒店很干净。\",\"label\":\"positive\"}\n"
     "{\"text\":\"Never again!\",\"label\":\"negative\",\"stars\":1}\n",
     "{\"text\":\"这家酒店很干净。\",\"label\":\"positive\"}\n"
     "{\"text\":\"Never again!\",\"label\":\"negative\",\"stars\":1}\n"},
};

constexpr std::string_view metrics[] = {"records",
                                        "fields",
                                        "text.missing_share",
                                        "text.empty_share",
                                        "text.distinct",
                                        "text.duplicate_share",
                                        "text.chars.total",
                                        "text.chars.min",
                                        "text.chars.p50",
                                        "text.chars.mean",
                                        "text.chars.p95",
                                        "text.chars.max",
                                        "text.words.total",
                                        "text.words.min",
                                        "text.words.p50",
                                        "text.words.mean",
                                        "text.words.p95",
                                        "text.words.max",
                                        "text.lines.total",
                                        "text.lines.min",
                                        "text.lines.p50",
                                        "text.lines.mean",
                                        "text.lines.p95",
                                        "text.lines.max",
                                        "label.missing_share",
                                        "label.classes",
                                        "label.imbalance_ratio",
                                        "label.entropy",
                                        "field.*.missing_share",
                                        "field.*.null_share",
                                        "field.*.distinct",
                                        "field.*.mean"};

}  // namespace

extern const OpSpec report_profile;
const OpSpec report_profile = {
    .name = "profile",
    .family = Family::report,
    .summary = "Measure a dataset: fields, types, lengths, values, label balance, copies",
    .details =
        R"(Every record counts, whatever it lacks. What is reported:

- **Each top-level field**: records where it is missing or null, types, distinct values (exact to 1,024, else by HyperLogLog with a standard
  error of 0.8 %; null is no value); of numbers and of the lengths of texts minimum, mean, maximum and quantiles (rank ⌈q·n⌉, exact for integers to
  4,096, else within 0.5 %). Of duplicate keys the last counts. Fields past the first 200 names in byte order are left out, and so are names of more than
  256 bytes; the report says so.
- **Frequent values** of fields of text and booleans that have at most 1,000 values, each twice on average. Texts are cut after 80 characters
  and counted by their beginnings; no report holds a whole long text.
- **The text** (`field`; with `*` its elements joined by LF): characters (code points), words (between white space), lines (between LFs; a final LF ends the
  last line); how many texts that are not empty are copies of another, as the number of texts less the number of distinct ones: exactly.
- **The label** (`label`; an array is as many labels): records and share of each, the ratio of the most frequent to the rarest, and the
  entropy divided by the logarithm of the number of labels (1: all equal; 0: one label).
- **Parts**, where the input has them.

Metrics for gates: `records`, `fields`, `text.missing_share`, `text.empty_share`, `text.duplicate_share`, `text.distinct`, `text.chars.mean` (and
`total`, `min`, `p50`, `p95`, `max`; likewise `text.words`, `text.lines`), `label.classes`, `label.imbalance_ratio`, `label.entropy`,
`label.missing_share`, and of each field `field.NAME.missing_share`, `field.NAME.null_share`, `field.NAME.distinct` and, of numbers, `field.NAME.mean`.

A gate passes on what is known. Of these figures only quantiles past 4,096 (within 0.5 %) and numbers of distinct values or fields past 1,024 are
estimates: a gate whose limit lies within the error of one is broken, and says so. The exact number of a field's distinct values is
`text.distinct` with that `field`.

The result is the same for any number of threads and any order of records. Memory is bounded: at most 200 fields of some 100 KB, and 16 bytes
for each text, spilled past `--memory`.)",
    .source = "HyperLogLog (Flajolet et al. 2007; estimator of Ertl 2017), DDSketch (Masson et al. 2019)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .principal = true,
    .metrics = metrics,
};

}  // namespace dsprep::ops
