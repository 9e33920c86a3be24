// decontaminate: finds the items of evaluation sets in the dataset, and drops, cuts or marks the records that hold them.
//
// Three steps. The evaluation sets are read, each in a pass of its own, and become an ItemIndex (text/item_index.h). Then the
// dataset is searched, once: what is found where becomes rows by RecordId. Now it is known in how many records each n-gram stands,
// so that common ones can be set aside, and the report can be written. Last, the mapper looks up what was found in its record.
#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "spill/ordered_number.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/wire.h"
#include "text/item_index.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

enum : Rule { contaminated, max_pieces, min_chars_left };

constexpr RuleInfo rules[] = {
    {"contaminated", Judge::Limit::Compare::at_most, "", "items of evaluation sets found (action drop)", 0},
    {"max_pieces", Judge::Limit::Compare::at_most, "max_pieces", "pieces the text was cut into (action cut)"},
    {"min_chars_left", Judge::Limit::Compare::at_least, "min_chars_left", "characters (code points) left (action cut)"},
};

struct Benchmark {
  std::string path, name;
  std::vector<std::string> fields_ = {"text"};
  void fields(ParamFields& f) {
    f("path", path, {.meaning = "its file, directory or glob", .required = true, .path = true});
    f("name", name, {.meaning = "what it is called in hits and reports; without it, its file's name"});
    f("fields", fields_, {.meaning = "the texts of an item, each found by itself", .field = true});
  }
};

struct Params {
  std::string field = "text", action = "drop", into = "contamination";
  std::vector<std::string> against, item_fields = {"text"}, items;
  std::vector<Benchmark> benchmarks;
  std::int64_t ngram = 13, min_words = 3, near_words = 8, margin = 200, min_piece = 200;
  std::optional<std::int64_t> max_records, max_pieces = 10, min_chars_left = 1;
  bool near = true;
  double near_score = 0.7, min_share = 0;

  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to search", .field = true});
    f("benchmarks", benchmarks, {.meaning = "the evaluation sets"});
    f("against", against, {.meaning = "further evaluation sets by path alone, named by their files", .path = true});
    f("item_fields", item_fields, {.meaning = "the texts of an item of those, each found by itself", .field = true});
    f("items", items, {.meaning = "further items, by their texts"});
    f("ngram", ngram, {.meaning = "words in a row that an item and a record must share; shorter items must be found whole", .min = 5, .max = 64});
    f("min_words", min_words, {.meaning = "shortest item that is looked for, in words", .min = 1});
    f("near", near, {.meaning = "whether items with a few changed words are found"});
    f("near_words", near_words, {.meaning = "shortest item that is found with changed words", .min = 4});
    f("near_score", near_score, {.meaning = "share of an item's words, weighted by their rarity, that must stand there in order", .min = 0.3, .max = 1});
    f("min_share", min_share, {.meaning = "smallest share of an item's n-grams that must stand in one record; 0: any one", .min = 0, .max = 1});
    f("max_records", max_records, {.meaning = "an n-gram or short item in more records than this says nothing and is set aside; none: all count", .min = 1});
    f("action", action, {.meaning = "what becomes of a record with an item: dropped, cut around the item, or marked", .choices = {"drop", "cut", "annotate"}});
    f("margin", margin, {.meaning = "characters (code points) cut on each side of an item (action cut)", .min = 0});
    f("min_piece", min_piece, {.meaning = "shorter pieces between cuts, in characters, go too (action cut)", .min = 0});
    f("max_pieces", max_pieces, {.meaning = "most pieces a text may be cut into (action cut)", .min = 1});
    f("min_chars_left", min_chars_left, {.meaning = "fewest characters that must be left (action cut)", .min = 0});
    f("into", into, {.meaning = "the field that is given the list of what was found (action annotate)", .field = true});
  }
};

enum class Action { drop, cut, annotate };

struct Source {                                        // a benchmark, bound; without fields: the items of the parameter
  std::string path, name;
  std::vector<Field> fields;
  std::string pointers;                                // for messages
  Reference reference;
};

struct Plan {
  Field field, into;
  std::string pointer;
  Params params;
  Action action;
  std::vector<Source> sources;
  Counter items_found, chars_removed;
  spill::Workspace* workspace;
};

constexpr std::size_t most_shown = 100;                // items a finding lists
constexpr std::size_t most_told = 20;                  // items a record names
constexpr std::uint64_t look_up_every = 1u << 16;      // rows between two looks at whether to stop

// ---- the evaluation sets ----

struct Item {
  RecordId id;
  std::string name;
  std::vector<std::string> texts;
};

class ItemObserver final : public Observer {
 public:
  explicit ItemObserver(const Source& source) : source_(source) {}

  void observe(const Record& record) override {
    Item item{record.id(), record.name(), {}};
    for (const Field field : source_.fields)
      for (std::size_t i = 0; i < record.count(field); ++i)
        if (const auto text = record.text(field, i)) item.texts.emplace_back(*text);
    items_.push_back(std::move(item));
  }
  Status merge(Observer&& next) override {
    auto& other = static_cast<ItemObserver&>(next);
    std::move(other.items_.begin(), other.items_.end(), std::back_inserter(items_));
    return {};
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(spill::put_u64(sink, items_.size()));
    for (const Item& item : items_) {
      DSPREP_CHECK(spill::put_text(sink, spill::record_key(item.id)));
      DSPREP_CHECK(spill::put_text(sink, item.name));
      DSPREP_CHECK(spill::put_u64(sink, item.texts.size()));
      for (const std::string& text : item.texts) DSPREP_CHECK(spill::put_text(sink, text));
    }
    return {};
  }
  Status load(ByteSource& from) override {
    DSPREP_TRY(const std::uint64_t size, spill::get_u64(from));
    for (std::uint64_t i = 0; i < size; ++i) {
      Item& item = items_.emplace_back();
      DSPREP_TRY(const std::string key, spill::get_text(from, spill::RecordRows::key_size));
      item.id = spill::record_id_of(key);
      DSPREP_TRY(item.name, spill::get_text(from));
      DSPREP_TRY(const std::uint64_t texts, spill::get_u64(from));
      for (std::uint64_t k = 0; k < texts; ++k) {
        DSPREP_TRY(std::string text, spill::get_text(from));
        item.texts.push_back(std::move(text));
      }
    }
    return {};
  }
  std::vector<Item> take() { return std::move(items_); }

 private:
  const Source& source_;
  std::vector<Item> items_;
};

struct KnownItem {
  std::uint32_t source;
  RecordId id;
  std::string name;
};

struct Counts { std::uint64_t items = 0, texts = 0, too_short = 0, repeated = 0; };

// All that is looked for. Shared by all workers.
struct Known {
  explicit Known(const text::ItemOptions& options) : index(options) {}
  std::vector<KnownItem> items;
  text::ItemIndex index;
  std::vector<Counts> counts;                          // by source
};

// ---- what is found ----

using By = text::ItemMatch::By;
constexpr std::string_view by_names[] = {"whole", "ngram", "near"};

// As a row: 1 byte of By, then ordered numbers.
struct Hit {
  By by;
  std::uint32_t element, key, begin, end;
  std::uint32_t score;                                 // in thousandths

  void append(std::string& out) const {
    out += static_cast<char>(by);
    for (const std::uint32_t n : {element, begin, end, key, score}) spill::append_ordered(out, std::uint64_t{n});
  }
  static Hit take(std::string_view& bytes) {
    Hit hit;
    hit.by = static_cast<By>(bytes[0]);
    bytes.remove_prefix(1);
    for (std::uint32_t* n : {&hit.element, &hit.begin, &hit.end, &hit.key, &hit.score})
      *n = static_cast<std::uint32_t>(spill::take_ordered(bytes));
    return hit;
  }
};

class SearchObserver final : public Observer {
 public:
  SearchObserver(const Plan& plan, const Known& known) : plan_(plan), known_(known), rows_(*plan.workspace) {}

  void observe(const Record& record) override {
    if (!status_.ok() || need_text(record, plan_.field, plan_.pointer)) return;
    ++records_;
    seen_.clear();
    const std::size_t elements = record.count(plan_.field);
    for (std::size_t element = 0; element < elements; ++element) {
      matches_.clear();
      known_.index.find(*record.text(plan_.field, element), scratch_, matches_);
      for (const text::ItemMatch& match : matches_) {
        row_.clear();
        Hit{match.by, static_cast<std::uint32_t>(element), match.key, match.begin, match.end,
            static_cast<std::uint32_t>(match.score * 1000 + 0.5f)}.append(row_);
        if (status_.ok()) status_ = rows_.add(record.id(), row_);
        seen_.push_back(counted(match.by, match.key));
      }
    }
    std::sort(seen_.begin(), seen_.end());
    seen_.erase(std::unique(seen_.begin(), seen_.end()), seen_.end());
    for (const std::uint64_t key : seen_) ++in_records_[key];
  }

  Status merge(Observer&& next) override {
    auto& other = static_cast<SearchObserver&>(next);
    DSPREP_CHECK(status_);
    DSPREP_CHECK(other.status_);
    records_ += other.records_;
    for (const auto& [key, n] : other.in_records_) in_records_[key] += n;
    return rows_.merge(std::move(other.rows_));
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(status_);
    DSPREP_CHECK(spill::put_u64(sink, records_));
    DSPREP_CHECK(spill::put_u64(sink, in_records_.size()));
    for (const auto& [key, n] : in_records_) {
      DSPREP_CHECK(spill::put_u64(sink, key));
      DSPREP_CHECK(spill::put_u64(sink, n));
    }
    return rows_.save(sink);
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(records_, spill::get_u64(source));
    DSPREP_TRY(const std::uint64_t keys, spill::get_u64(source));
    for (std::uint64_t i = 0; i < keys; ++i) {
      DSPREP_TRY(const std::uint64_t key, spill::get_u64(source));
      DSPREP_TRY(in_records_[key], spill::get_u64(source));
    }
    return rows_.load(source);
  }

  // In how many records an n-gram, or a piece, stands.
  std::uint64_t in_records(const Hit& hit) const {
    const auto found = in_records_.find(counted(hit.by, hit.key));
    return found == in_records_.end() ? 0 : found->second;
  }
  std::uint64_t records() const { return records_; }
  std::uint64_t rows() const { return rows_.rows(); }
  Result<std::unique_ptr<spill::SortedReader>> sorted() {
    DSPREP_CHECK(status_);
    return rows_.sorted();
  }

 private:
  static std::uint64_t counted(By by, std::uint32_t key) { return std::uint64_t{by == By::ngram} << 32 | key; }

  const Plan& plan_;
  const Known& known_;
  text::ItemIndex::Scratch scratch_;
  std::vector<text::ItemMatch> matches_;
  std::vector<std::uint64_t> seen_;
  std::map<std::uint64_t, std::uint64_t> in_records_;
  spill::RecordRows rows_;
  std::uint64_t records_ = 0;
  std::string row_;
  Status status_;
};

// What a record is told: one item, by its strongest evidence, with the stretch of text where that stands.
struct Found {
  std::uint32_t item;
  By by;
  std::uint32_t element, begin, end, score;

  void append(std::string& out) const {
    for (const std::uint32_t n : {item, static_cast<std::uint32_t>(by), element, begin, end, score}) spill::append_be32(out, n);
  }
  static constexpr std::size_t size = 24;
  static Found at(std::string_view bytes) {
    const auto word = [&](std::size_t i) { return spill::read_be32(bytes.substr(4 * i)); };
    return {word(0), static_cast<By>(word(1)), word(2), word(3), word(4), word(5)};
  }
};

// Walks over the rows, record by record: what counts becomes the mapper's table and the report.
class Gather {
 public:
  Gather(const Plan& plan, const Known& known, const SearchObserver& observed, Decider& decider)
      : plan_(plan), known_(known), observed_(observed), decider_(decider), table_(*plan.workspace, spill::RecordRows::key_size),
        items_(known.items.size()) {}

  Status read(spill::SortedReader& rows, std::uint64_t total) {
    std::string key;
    std::uint64_t seen = 0;
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, rows.next(row));
      if (!key.empty() && (!more || row.substr(0, key.size()) != key)) DSPREP_CHECK(close(key));
      if (!more) return {};
      if (++seen % look_up_every == 0) {
        if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while gathering what was found"};
        decider_.progress("gathering what was found", static_cast<double>(seen) / static_cast<double>(std::max(total, seen)));
      }
      key.assign(row.substr(0, spill::RecordRows::key_size));
      row.remove_prefix(key.size());
      const Hit hit = Hit::take(row);
      if (plan_.params.max_records && hit.by != By::near && observed_.in_records(hit) > static_cast<std::uint64_t>(*plan_.params.max_records)) {
        ++set_aside_;
        continue;
      }
      hits_.push_back(hit);
    }
  }

  Result<std::shared_ptr<const spill::SortedTable>> table() { return table_.finish(); }

  void report(Findings& findings) const {
    findings.title = "Contamination by evaluation sets";
    std::uint64_t items = 0;
    for (const ByItem& item : items_) items += item.records > 0;
    findings.metrics.push_back({"records", static_cast<double>(observed_.records())});
    findings.metrics.push_back({"contaminated", static_cast<double>(records_)});
    findings.metrics.push_back({"contaminated_share", observed_.records() ? static_cast<double>(records_) / static_cast<double>(observed_.records()) : 0});
    findings.metrics.push_back({"items_found", static_cast<double>(items)});
    findings.metrics.push_back({"set_aside", static_cast<double>(set_aside_)});

    Finding sets{"benchmarks", "Evaluation sets", "Found: items that stand in some record, by their strongest evidence. Too short: texts that are not looked for",
                 Finding::Chart::none, {"benchmark", "items", "found", "whole", "by n-gram", "near", "records", "texts", "too short", "repeated"}, {}};
    for (std::size_t s = 0; s < plan_.sources.size(); ++s) {
      std::int64_t found = 0, by[3] = {0, 0, 0};
      for (std::size_t i = 0; i < items_.size(); ++i) {
        if (known_.items[i].source != s || items_[i].records == 0) continue;
        ++found;
        ++by[static_cast<std::size_t>(items_[i].by)];
      }
      const Counts& counts = known_.counts[s];
      const auto cell = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
      sets.rows.push_back({plan_.sources[s].name, cell(counts.items), found, by[0], by[1], by[2], cell(source_records_[s]), cell(counts.texts),
                           cell(counts.too_short), cell(counts.repeated)});
    }
    findings.sections.push_back(std::move(sets));
    if (items == 0) return;

    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < items_.size(); ++i)
      if (items_[i].records > 0) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return items_[a].records > items_[b].records; });
    if (order.size() > most_shown) order.resize(most_shown);
    Finding table{"items", "Items in the most records", "File and line are of the first record that holds the item", Finding::Chart::none,
                  {"benchmark", "item", "item's line", "by", "records", "file", "line"}, {}};
    for (const std::uint32_t i : order) {
      const KnownItem& item = known_.items[i];
      const ByItem& found = items_[i];
      table.rows.push_back({plan_.sources[item.source].name, item.name, static_cast<std::int64_t>(item.id.line),
                            std::string(by_names[static_cast<std::size_t>(found.by)]), static_cast<std::int64_t>(found.records),
                            decider_.input_name(found.first.shard), static_cast<std::int64_t>(found.first.line)});
    }
    findings.sections.push_back(std::move(table));
  }

 private:
  struct ByItem {
    std::uint64_t records = 0;
    By by = By::near;
    RecordId first;
  };

  // One record's hits: each item once, by the strongest evidence, ties to the first place; its stretches side by side are one.
  Status close(const std::string& key) {
    found_.clear();
    ngrams_.clear();
    const auto add = [&](std::uint32_t piece, const Hit& hit) {
      const std::uint32_t item = known_.index.pieces()[piece].item;
      Found& best = found_.try_emplace(item, Found{item, hit.by, hit.element, hit.begin, hit.end, hit.score}).first->second;
      if (best.by == hit.by && best.element == hit.element && hit.begin <= best.end && hit.begin >= best.begin) {
        best.end = std::max(best.end, hit.end);
        best.score = std::max(best.score, hit.score);
      } else if (hit.by < best.by || (hit.by == best.by && hit.score > best.score)) {
        best = {item, hit.by, hit.element, hit.begin, hit.end, hit.score};
      }
    };
    for (const Hit& hit : hits_)
      if (hit.by == By::ngram)
        for (const std::uint32_t piece : known_.index.pieces_of(hit.key)) ngrams_[piece].insert(hit.key);
    for (Hit hit : hits_) {
      if (hit.by != By::ngram) {
        add(hit.key, hit);
        continue;
      }
      for (const std::uint32_t piece : known_.index.pieces_of(hit.key)) {
        const double share = static_cast<double>(ngrams_[piece].size()) / known_.index.pieces()[piece].ngrams;
        if (share < plan_.params.min_share) continue;
        hit.score = static_cast<std::uint32_t>(share * 1000 + 0.5);
        add(piece, hit);
      }
    }
    hits_.clear();
    if (found_.empty()) return {};
    ++records_;
    const RecordId id = spill::record_id_of(key);
    value_.clear();
    std::set<std::uint32_t> sources;
    for (const auto& [number, found] : found_) {
      found.append(value_);
      ByItem& item = items_[number];
      if (item.records++ == 0) item.first = id;
      item.by = std::min(item.by, found.by);
      sources.insert(known_.items[number].source);
    }
    for (const std::uint32_t source : sources) ++source_records_[source];
    return table_.add(key, value_);
  }

  const Plan& plan_;
  const Known& known_;
  const SearchObserver& observed_;
  Decider& decider_;
  spill::SortedTable::Builder table_;
  std::vector<Hit> hits_;                              // of the record
  std::map<std::uint32_t, Found> found_;               // by item
  std::map<std::uint32_t, std::set<std::uint32_t>> ngrams_;   // by piece
  std::string value_;
  std::vector<ByItem> items_;
  std::vector<std::uint64_t> source_records_ = std::vector<std::uint64_t>(plan_.sources.size());
  std::uint64_t records_ = 0, set_aside_ = 0;
};

// ---- what is done ----

struct Decision {
  const Plan plan;
  const std::shared_ptr<const Known> known;
  const std::shared_ptr<const spill::SortedTable> found;
};

class DecontaminateMapper final : public Mapper {
 public:
  explicit DecontaminateMapper(const Decision& decision) : decision_(decision), plan_(decision.plan), cursor_(decision.found) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (decision_.found->size() == 0) return Verdict::keep();
    key_.clear();
    spill::append_record_key(key_, record.id());
    const auto found = cursor_.find(key_);
    // A bad disk: the record is set aside rather than guessed about.
    if (!found.ok()) return Verdict::malformed("cannot tell whether it is contaminated: " + found.error().message);
    if (!found.value()) return Verdict::keep();
    found_.clear();
    for (std::string_view rest = *found.value(); !rest.empty(); rest.remove_prefix(Found::size)) found_.push_back(Found::at(rest));
    std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
      if (a.by != b.by) return a.by < b.by;
      if (a.score != b.score) return a.score > b.score;
      return a.element != b.element ? a.element < b.element : a.begin < b.begin;
    });
    context.count(plan_.items_found, found_.size());
    Judge& judge = context.judge();
    switch (plan_.action) {
      case Action::drop:
        judge.check(contaminated, static_cast<double>(found_.size()));
        judge.attach("contamination", told(record));
        break;
      case Action::annotate: {
        const std::string list = told(record);
        if (!record.set_raw(plan_.into, list)) return Verdict::malformed("cannot add the field " + plan_.params.into + " to say what was found");
        break;
      }
      case Action::cut:
        judge.attach("contamination", told(record));
        cut(record, context);
        break;
    }
    return judge.verdict();
  }

 private:
  // The items as JSON, offsets in code points.
  std::string told(const Record& record) const {
    ValueBuilder list;
    list.begin_array();
    for (std::size_t i = 0; i < found_.size() && i < most_told; ++i) {
      const Found& found = found_[i];
      const KnownItem& item = decision_.known->items[found.item];
      const std::string_view text = *record.text(plan_.field, found.element);
      list.begin_object()
          .member("benchmark", plan_.sources[item.source].name)
          .member("item", item.name)
          .member("line", item.id.line)
          .member("by", by_names[static_cast<std::size_t>(found.by)])
          .member("score", found.score / 1000.0);
      if (record.count(plan_.field) > 1) list.member("element", std::uint64_t{found.element});
      list.member("begin", text::count_chars(text.substr(0, found.begin))).member("end", text::count_chars(text.substr(0, found.end))).end_object();
    }
    return list.end_array().take();
  }

  // Takes out what was found with a margin on both sides, and what is then too short to stand for itself.
  void cut(Record& record, Context& context) {
    const std::uint64_t before = record.view(plan_.field).chars();
    std::uint64_t pieces = 0;
    const std::size_t elements = record.count(plan_.field);
    for (std::size_t element = 0; element < elements; ++element) {
      const std::string_view text = *record.text(plan_.field, element);
      ranges_.clear();
      for (const Found& found : found_)
        if (found.element == element)
          ranges_.push_back({back(text, found.begin, plan_.params.margin), forth(text, found.end, plan_.params.margin)});
      if (ranges_.empty()) continue;
      std::sort(ranges_.begin(), ranges_.end(), [](const TextSpan& a, const TextSpan& b) { return a.begin < b.begin; });
      std::vector<TextSpan> cuts;
      for (const TextSpan& range : ranges_) {
        const std::uint32_t last = cuts.empty() ? 0 : cuts.back().end;
        // A piece that is too short goes with the cuts around it.
        const bool joined = range.begin <= last || text::count_chars(text.substr(last, range.begin - last)) < static_cast<std::uint64_t>(plan_.params.min_piece);
        if (!joined) cuts.push_back(range);
        else if (cuts.empty()) cuts.push_back({0, range.end});
        else cuts.back().end = std::max(cuts.back().end, range.end);
      }
      if (text::count_chars(text.substr(cuts.back().end)) < static_cast<std::uint64_t>(plan_.params.min_piece))
        cuts.back().end = static_cast<std::uint32_t>(text.size());
      TextEdit edit = record.edit(plan_.field, element);
      std::size_t at = 0;
      for (const TextSpan& range : cuts) {
        pieces += range.begin > at;
        const bool within = range.begin > 0 && range.end < text.size();
        edit.keep(range.begin - at).replace(range.size(), within ? "\n" : "");
        at = range.end;
      }
      pieces += at < text.size();
      edit.finish();
    }
    const std::uint64_t chars = record.view(plan_.field).chars();
    context.count(plan_.chars_removed, before - std::min(before, chars));
    Judge& judge = context.judge();
    if (judge.wants(max_pieces)) judge.check(max_pieces, static_cast<double>(pieces));
    if (judge.wants(min_chars_left)) judge.check(min_chars_left, static_cast<double>(chars));
  }

  static std::uint32_t back(std::string_view text, std::size_t at, std::int64_t chars) {
    for (; chars > 0 && at > 0; --chars)
      do --at;
      while (at > 0 && text::is_continuation(text[at]));
    return static_cast<std::uint32_t>(at);
  }
  static std::uint32_t forth(std::string_view text, std::size_t at, std::int64_t chars) {
    for (; chars > 0 && at < text.size(); --chars)
      do ++at;
      while (at < text.size() && text::is_continuation(text[at]));
    return static_cast<std::uint32_t>(at);
  }

  const Decision& decision_;
  const Plan& plan_;
  spill::SortedTable::Cursor cursor_;
  std::string key_;
  std::vector<Found> found_;
  std::vector<TextSpan> ranges_;
};

class Apply final : public MapOp {
 public:
  explicit Apply(Decision decision) : decision_(std::move(decision)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<DecontaminateMapper>(decision_); }

 private:
  Decision decision_;
};

// The second step: the dataset is searched for what is known.
class Search final : public GlobalOp {
 public:
  Search(Plan plan, std::shared_ptr<const Known> known) : plan_(std::move(plan)), known_(std::move(known)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<SearchObserver>(plan_, *known_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& observed = static_cast<SearchObserver&>(*observers.main);
    Gather gather(plan_, *known_, observed, decider);
    {
      const std::uint64_t rows = observed.rows();
      DSPREP_TRY(const std::unique_ptr<spill::SortedReader> sorted, observed.sorted());
      DSPREP_CHECK(gather.read(*sorted, rows));
    }
    gather.report(decider.findings());
    DSPREP_TRY(auto table, gather.table());
    return AnyOp(std::make_unique<Apply>(Decision{plan_, known_, std::move(table)}));
  }

 private:
  Plan plan_;
  std::shared_ptr<const Known> known_;
};

// The first: the evaluation sets are read, the dataset is not.
class Decontaminate final : public GlobalOp {
 public:
  explicit Decontaminate(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return nullptr; }
  std::unique_ptr<Observer> reference_observer(Reference reference) const override {
    return std::make_unique<ItemObserver>(plan_.sources[reference.index]);   // those with a file come first
  }

  Result<AnyOp> decide(Observers observers, Decider&) const override {
    const Params& params = plan_.params;
    text::ItemOptions options;
    options.ngram = static_cast<std::size_t>(params.ngram);
    options.min_words = static_cast<std::size_t>(params.min_words);
    options.near_words = static_cast<std::size_t>(params.near_words);
    options.near = params.near;
    options.near_score = params.near_score;
    auto known = std::make_shared<Known>(options);
    for (std::size_t s = 0; s < plan_.sources.size(); ++s) {
      Counts counts;
      std::vector<Item> items;
      if (plan_.sources[s].fields.empty())
        for (const std::string& text : params.items) items.push_back({{0, items.size() + 1, 0}, std::to_string(items.size() + 1), {text}});
      else items = static_cast<ItemObserver&>(*observers.references[plan_.sources[s].reference.index]).take();
      for (Item& item : items) {
        ++counts.items;
        const auto number = static_cast<std::uint32_t>(known->items.size());
        known->items.push_back({static_cast<std::uint32_t>(s), item.id, std::move(item.name)});
        for (const std::string& text : item.texts) {
          ++counts.texts;
          const auto added = known->index.add(number, text);
          counts.too_short += added == text::ItemIndex::Added::too_short;
          counts.repeated += added == text::ItemIndex::Added::known;
        }
      }
      // An evaluation set that silently says nothing is worse than none.
      if (counts.texts == 0)
        return usage_error(plan_.sources[s].path + ": none of its " + std::to_string(counts.items) + " records has a text at " +
                           plan_.sources[s].pointers + ": say which fields hold the texts of an item");
      known->counts.push_back(counts);
    }
    known->index.finish();
    return AnyOp(std::make_unique<Search>(plan_, std::move(known)));
  }

 private:
  Plan plan_;
};

std::string file_stem(std::string_view path) {
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (const std::size_t slash = path.rfind('/'); slash != std::string_view::npos) path.remove_prefix(slash + 1);
  if (const std::size_t dot = path.find('.', 1); dot != std::string_view::npos) path = path.substr(0, dot);
  return std::string(path);
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan;
  plan.params = bind_params<Params>(values);
  const Params& params = plan.params;
  plan.action = params.action == "drop" ? Action::drop : params.action == "cut" ? Action::cut : Action::annotate;
  if (plan.action == Action::cut) {
    DSPREP_TRY(plan.field, binder.write(params.field));
  } else {
    DSPREP_TRY(plan.field, binder.read(params.field));
  }
  if (plan.action == Action::annotate) {
    DSPREP_TRY(plan.into, binder.write(params.into));
  }
  plan.pointer = binder.pointer(plan.field);
  std::vector<Benchmark> benchmarks = params.benchmarks;
  for (const std::string& path : params.against) benchmarks.push_back({path, "", params.item_fields});
  if (benchmarks.empty() && params.items.empty())
    return usage_error("decontaminate needs an evaluation set: give benchmarks = [{ path = \"eval.jsonl\", fields = [\"question\"] }]");
  for (const Benchmark& benchmark : benchmarks) {
    Source source{benchmark.path, benchmark.name.empty() ? file_stem(benchmark.path) : benchmark.name, {}, "", {}};
    if (benchmark.fields_.empty()) return usage_error(benchmark.path + ": say which fields hold the texts of an item");
    for (const std::string& name : benchmark.fields_) {
      DSPREP_TRY(const Field field, binder.read(name));
      source.fields.push_back(field);
      source.pointers += (source.pointers.empty() ? "" : " or ") + binder.pointer(field);
    }
    DSPREP_TRY(source.reference, binder.dataset(benchmark.path));
    plan.sources.push_back(std::move(source));
  }
  if (!params.items.empty()) plan.sources.push_back({"items", "items", {}, "", {}});
  plan.items_found = binder.counter("items_found");
  plan.chars_removed = binder.counter("chars_removed");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<Decontaminate>(std::move(plan)));
}

constexpr Example examples[] = {
    {"In other case and punctuation, and with a word changed; an item that is short must stand by itself",
     "items = [\"How many eggs do Janet's ducks lay per day, and how many does she sell at the market?\", \"What is erythema?\", "
     "\"请问水在标准大气压下的沸点是多少摄氏度？\"]",
     "{\"text\":\"Q: how many eggs do janets ducks lay per day and how many does she sell at the market A: 9\"}\n"
     "{\"text\":\"How many eggs do Janet's ducks lay each day, and how many does she sell at the market?\"}\n"
     "{\"text\":\"1. WHAT IS ERYTHEMA?\"}\n"
     "{\"text\":\"Nobody knows what is erythema and what is not.\"}\n"
     "{\"text\":\"问：请问水在标准大气压下的沸点是多少摄氏度\"}\n"
     "{\"text\":\"Janet's ducks lay eggs.\"}\n",
     "{\"text\":\"Nobody knows what is erythema and what is not.\"}\n"
     "{\"text\":\"Janet's ducks lay eggs.\"}\n",
     "{\"text\":\"Q: how many eggs do janets ducks lay per day and how many does she sell at the market A: 9\"}\n"
     "{\"text\":\"How many eggs do Janet's ducks lay each day, and how many does she sell at the market?\"}\n"
     "{\"text\":\"1. WHAT IS ERYTHEMA?\"}\n"
     "{\"text\":\"问：请问水在标准大气压下的沸点是多少摄氏度\"}\n"},
    {"Records are marked and kept", "action = \"annotate\"\nitems = [\"The capital of France\"]",
     "{\"text\":\"The capital of France: Paris\"}\n"
     "{\"text\":\"Rome\"}\n",
     "{\"text\":\"The capital of France: Paris\",\"contamination\":[{\"benchmark\":\"items\",\"item\":\"1\",\"line\":1,\"by\":\"whole\",\"score\":1,\"begin\":0,\"end\":21}]}\n"
     "{\"text\":\"Rome\"}\n"},
};

}  // namespace

extern const OpSpec clean_decontaminate;
const OpSpec clean_decontaminate = {
    .name = "decontaminate",
    .family = Family::clean,
    .summary = "Find the items of evaluation sets in the dataset; drop, cut or mark the records that hold them",
    .details =
        R"(Reads the evaluation sets (each a file, directory or glob in any format that inputs may have; its `fields` are the texts of an
item) and searches the text of `field` for them. Words are compared: runs of letters and numbers, without case, punctuation, accents,
apostrophes and width (NFKC_Casefold, NFD, no nonspacing marks); an ideograph, a hiragana letter and a letter of Thai, Lao, Khmer or
Burmese is a word.

An item is found
- by `ngram`: a text of at least `ngram` words, of which any run of so many words stands in the record (with `min_share`: such a share of its
  different runs in one record; the score is that share). A run that more than 32 texts share is a template ("which of the following …") and says nothing;
- `whole`: all words of a text of any length stand there one behind the other. One of fewer than 8 words must stand by itself, between
  line ends or characters that are neither letters nor white space. Texts of fewer than `min_words` words are not looked for, and the report says how many;
- `near`: a text of at least `near_words` words of which a part stands there in order and close together whose words have `near_score` of the weight of
  all its words, where a word weighs ln(1 + texts / texts with it). Two changed words are always noticed; more in longer texts.

Each text of an item is found by itself: a short answer is one too, so name only fields that identify an item.
With `max_records`, n-grams and whole items that stand in more records of the dataset are set aside: quotations that everybody uses.
Texts of items that are equal word for word are one, named by the first.

Actions: `drop` drops the record (rule `contaminated`: items found). `cut` removes what was found and `margin` characters on each side, and pieces
between cuts shorter than `min_piece`, puts an LF where two pieces meet, and drops records cut into more than `max_pieces` pieces or left with fewer than
`min_chars_left` characters. `annotate` keeps the record and puts the list into the field `into`. Dropped records have the same list in
`_dsprep.contamination`: of up to 20 items the `benchmark`, `item` (its id, or its hash), `line` in its file, `by`, `score`, and `begin` and `end` in code points.

The report counts for each set how many of its items were found, by what, and in how many records, and names the items in the most records.

An evaluation set of which no record has any of the fields is an error. Elements of a field with `*` are searched one by one. A missing, null or non-text field makes
the record malformed. Needs one pass over the evaluation sets, one over the dataset and the last; memory for the evaluation sets (about 100 bytes a word),
and for what was found, of which what is beyond `--memory` goes to `--tmp`.)",
    .source = "GPT-3 (Brown et al. 2020, appendix C): 13-grams, ±200 characters, at most 10 pieces; decon (AI2): IDF-weighted overlap; whole items are our own",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
};

}  // namespace dsprep::ops
