// dedup_exact: drops records whose text has stood in the dataset before.
//
// The observer notes (hash of the text, RecordId, name) of every record. Sorted, equal texts stand together, the first of the
// input ahead; each of the others becomes a row of a table by its RecordId, which says whose copy it is. The decision
// looks every record up in that table.
#include <algorithm>
#include <bit>
#include <vector>

#include "base/hash.h"
#include "base/hex.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/wire.h"

namespace dsprep::ops {
namespace {

enum : Rule { duplicate };

constexpr RuleInfo rules[] = {
    {"duplicate", Judge::Limit::Compare::at_most, "", "copies of the same text before this one", 0},
};

struct Params {
  std::string field = "text";
  void fields(ParamFields& f) { f("field", field, {.meaning = "the text that may not come twice", .field = true}); }
};

struct Plan {
  Field field;
  std::string pointer;
  spill::Workspace* workspace;
};

constexpr std::size_t hash_size = 16, id_size = 16, count_size = 8;
constexpr std::size_t most_clusters_shown = 20;
constexpr std::uint64_t look_up_every = 1u << 16;       // records between two looks at whether to stop

// Entries of the sorter: hash, RecordId, name.
class DedupObserver final : public Observer {
 public:
  explicit DedupObserver(const Plan& plan) : plan_(plan), entries_(*plan.workspace) {}

  void observe(const Record& record) override {
    if (!status_.ok() || need_text(record, plan_.field, plan_.pointer)) return;
    ++records_;
    const std::string_view text = *record.text(plan_.field);
    if (text.empty()) return;
    const base::Hash128 hash = base::hash128(text);
    entry_.clear();
    spill::append_be64(entry_, hash.high);
    spill::append_be64(entry_, hash.low);
    spill::append_record_key(entry_, record.id());
    entry_ += record.name();
    status_ = entries_.add(entry_);
  }

  Status merge(Observer&& next) override {
    auto& other = static_cast<DedupObserver&>(next);
    DSPREP_CHECK(status_);
    DSPREP_CHECK(other.status_);
    records_ += other.records_;
    return entries_.merge(std::move(other.entries_));
  }

  Status save(ByteSink& sink) override {
    DSPREP_CHECK(status_);
    DSPREP_CHECK(spill::put_u64(sink, records_));
    return entries_.save(sink);
  }

  Status load(ByteSource& source) override {
    DSPREP_TRY(records_, spill::get_u64(source));
    return entries_.load(source);
  }

  std::uint64_t records() const { return records_; }
  Result<std::unique_ptr<spill::SortedReader>> sorted() {
    DSPREP_CHECK(status_);
    return entries_.sorted();
  }

 private:
  const Plan& plan_;
  spill::Sorter entries_;
  std::uint64_t records_ = 0;
  std::string entry_;
  Status status_;                                      // what went wrong in observe(), which cannot say
};

// One row of the table, behind the duplicate's RecordId: the first record's RecordId, hash, copies before, first record's name.
struct Copy {
  RecordId first;
  base::Hash128 hash;
  std::uint64_t before;
  std::string_view name;

  static Copy of(std::string_view value) {
    Copy copy;
    copy.first = spill::record_id_of(value.substr(0, id_size));
    value.remove_prefix(id_size);
    copy.hash = {spill::read_be64(value), spill::read_be64(value.substr(8))};
    value.remove_prefix(hash_size);
    copy.before = spill::read_be64(value);
    copy.name = value.substr(count_size);
    return copy;
  }
};

// What has been decided, shared by all workers.
struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> copies;
  std::vector<std::string> files;                      // by shard, of those with a first record of a cluster
};

class DedupMapper final : public Mapper {
 public:
  explicit DedupMapper(const Decision& decision) : decision_(decision), cursor_(decision.copies) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, decision_.plan.field, decision_.plan.pointer)) return *std::move(verdict);
    key_.clear();
    spill::append_record_key(key_, record.id());
    const auto found = cursor_.find(key_);
    // A bad disk: the record is set aside rather than guessed about.
    if (!found.ok()) return Verdict::malformed("cannot tell whether it is a duplicate: " + found.error().message);
    Judge& judge = context.judge();
    if (!found.value()) {
      judge.check(duplicate, 0);
      return judge.verdict();
    }
    const Copy copy = Copy::of(*found.value());
    judge.check(duplicate, static_cast<double>(copy.before));
    judge.attach("duplicate_of", ValueBuilder()
                                     .begin_object()
                                     .member("id", copy.name)
                                     .member("file", decision_.files[copy.first.shard])
                                     .member("line", copy.first.line)
                                     .end_object()
                                     .take());
    judge.attach("similarity", "1");
    judge.attach("cluster", '"' + base::hex(copy.hash) + '"');
    return judge.verdict();
  }

 private:
  const Decision& decision_;
  spill::SortedTable::Cursor cursor_;
  std::string key_;
};

class DropCopies final : public MapOp {
 public:
  explicit DropCopies(Decision decision) : decision_(std::move(decision)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<DedupMapper>(decision_); }

 private:
  Decision decision_;
};

// Walks over the sorted entries, cluster by cluster: writes a row for each copy, and remembers what the report shows.
class Clusters {
 public:
  Clusters(const Plan& plan, Decider& decider) : decider_(decider), rows_(*plan.workspace) {}

  Status read(spill::SortedReader& entries, std::uint64_t total) {
    for (std::string_view entry;;) {
      DSPREP_TRY(const bool more, entries.next(entry));
      if (!more) break;
      if (++seen_ % look_up_every == 0) {
        if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while looking for duplicates"};
        decider_.progress("looking for duplicates", static_cast<double>(seen_) / static_cast<double>(std::max(total, seen_)));
      }
      if (entry.substr(0, hash_size) == std::string_view(first_).substr(0, hash_size)) {
        DSPREP_CHECK(add_copy(entry));
      } else {
        close_cluster();
        first_.assign(entry);
      }
    }
    close_cluster();
    return {};
  }

  Result<std::shared_ptr<const spill::SortedTable>> table(const Plan& plan) {
    spill::SortedTable::Builder table(*plan.workspace, id_size);
    DSPREP_TRY(const std::unique_ptr<spill::SortedReader> rows, rows_.sorted());
    for (std::string_view row;;) {
      DSPREP_TRY(const bool more, rows->next(row));
      if (!more) return table.finish();
      DSPREP_CHECK(table.add(row.substr(0, id_size), row.substr(id_size)));
    }
  }

  std::vector<std::string> take_files() { return std::move(files_); }

  void report(std::uint64_t records, Findings& findings) const {
    findings.title = "Exact duplicates";
    findings.metrics.push_back({"records", static_cast<double>(records)});
    findings.metrics.push_back({"clusters", static_cast<double>(clusters_)});
    findings.metrics.push_back({"duplicates", static_cast<double>(duplicates_)});
    findings.metrics.push_back({"duplicate_share", records ? static_cast<double>(duplicates_) / static_cast<double>(records) : 0});
    if (clusters_ == 0) return;

    Finding sizes{"cluster_sizes", "Texts by the number of their copies", "The first copy, which is kept, is counted too",
                  Finding::Chart::bars, {"copies", "texts"}, {}};
    for (std::size_t i = 0; i < sizes_.size(); ++i) {
      if (sizes_[i] == 0) continue;
      const std::uint64_t low = std::uint64_t{1} << i, high = 2 * low - 1;
      sizes.rows.push_back({std::to_string(low) + "–" + std::to_string(high), static_cast<std::int64_t>(sizes_[i])});
    }
    findings.sections.push_back(std::move(sizes));

    Finding largest{"largest_clusters", "Texts with the most copies", "", Finding::Chart::bars,
                    {"kept record", "copies", "file", "line", "cluster"}, {}};
    for (const Cluster& cluster : largest_) {
      largest.rows.push_back({cluster.name, static_cast<std::int64_t>(cluster.copies), files_[cluster.first.shard],
                              static_cast<std::int64_t>(cluster.first.line), cluster.hash});
    }
    findings.sections.push_back(std::move(largest));
  }

 private:
  struct Cluster {
    std::uint64_t copies;
    RecordId first;
    std::string name, hash;
    bool operator<(const Cluster& other) const {       // shown before
      return copies != other.copies ? copies > other.copies : first < other.first;
    }
  };

  RecordId first_id() const { return spill::record_id_of(std::string_view(first_).substr(hash_size, id_size)); }

  Status add_copy(std::string_view entry) {
    if (++copies_ == 1) {
      const std::uint32_t shard = first_id().shard;
      if (files_.size() <= shard) files_.resize(std::size_t{shard} + 1);
      if (files_[shard].empty()) files_[shard] = decider_.input_name(shard);
    }
    const std::string_view first = first_;
    row_.assign(entry.substr(hash_size, id_size));
    row_.append(first.substr(hash_size, id_size)).append(first.substr(0, hash_size));
    spill::append_be64(row_, copies_);
    row_.append(first.substr(hash_size + id_size));
    return rows_.add(row_);
  }

  void close_cluster() {
    if (copies_ == 0) return;
    ++clusters_;
    duplicates_ += copies_;
    ++sizes_[static_cast<std::size_t>(std::bit_width(copies_ + 1)) - 1];
    const std::string_view first = first_;
    if (largest_.size() < most_clusters_shown || copies_ + 1 >= largest_.back().copies) {
      Cluster cluster{copies_ + 1, first_id(), std::string(first.substr(hash_size + id_size)),
                      base::hex({spill::read_be64(first), spill::read_be64(first.substr(8))})};
      largest_.insert(std::upper_bound(largest_.begin(), largest_.end(), cluster), std::move(cluster));
      if (largest_.size() > most_clusters_shown) largest_.pop_back();
    }
    copies_ = 0;
  }

  Decider& decider_;
  spill::Sorter rows_;
  std::string first_, row_;                            // the entry of the cluster's first record; a row being made
  std::uint64_t copies_ = 0;                           // of it so far
  std::uint64_t seen_ = 0, clusters_ = 0, duplicates_ = 0;
  std::vector<std::uint64_t> sizes_ = std::vector<std::uint64_t>(64);   // clusters of 2^i to 2^(i+1) - 1 records
  std::vector<Cluster> largest_;
  std::vector<std::string> files_;
};

class DedupExact final : public GlobalOp {
 public:
  explicit DedupExact(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<DedupObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& observed = static_cast<DedupObserver&>(*observers.main);
    const std::uint64_t records = observed.records();
    Clusters clusters(plan_, decider);
    {
      DSPREP_TRY(const std::unique_ptr<spill::SortedReader> entries, observed.sorted());
      DSPREP_CHECK(clusters.read(*entries, records));
    }
    clusters.report(records, decider.findings());
    DSPREP_TRY(auto table, clusters.table(plan_));
    return AnyOp(std::make_unique<DropCopies>(Decision{plan_, std::move(table), clusters.take_files()}));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<DedupExact>(std::move(plan)));
}

constexpr Example examples[] = {
    {"The first of equal texts stays, wherever the others stand", "",
     "{\"id\":1,\"text\":\"春眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":2,\"text\":\"Good morning.\"}\n"
     "{\"id\":3,\"text\":\"\\u6625眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":4,\"text\":\"good morning.\"}\n"
     "{\"id\":5,\"text\":\"Good morning.\"}\n",
     "{\"id\":1,\"text\":\"春眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":2,\"text\":\"Good morning.\"}\n"
     "{\"id\":4,\"text\":\"good morning.\"}\n",
     "{\"id\":3,\"text\":\"\\u6625眠不觉晓，处处闻啼鸟。\"}\n"
     "{\"id\":5,\"text\":\"Good morning.\"}\n"},
    {"One record per URL; an empty one says nothing", "field = \"url\"",
     "{\"url\":\"https://example.org/北京\",\"text\":\"old\"}\n"
     "{\"url\":\"\",\"text\":\"a\"}\n"
     "{\"url\":\"https://example.org/北京\",\"text\":\"new\"}\n"
     "{\"url\":\"\",\"text\":\"b\"}\n",
     "{\"url\":\"https://example.org/北京\",\"text\":\"old\"}\n"
     "{\"url\":\"\",\"text\":\"a\"}\n"
     "{\"url\":\"\",\"text\":\"b\"}\n",
     "{\"url\":\"https://example.org/北京\",\"text\":\"new\"}\n"},
};

}  // namespace

extern const OpSpec clean_dedup_exact;
const OpSpec clean_dedup_exact = {
    .name = "dedup_exact",
    .family = Family::clean,
    .summary = "Drop records whose text has stood in the dataset before",
    .details =
        R"(Two records are duplicates when the decoded texts of `field` are equal, code point by code point: an escape is what it stands
for, but case, white space and normalization form count. The first record in input order (shard, line) is kept, all others are
dropped, whatever stands in their other fields.

Texts are compared by their XXH3-128, so two different texts would be taken for one with a chance of about n² / 2^129: for a
billion records, 1 in 10^21.

A dropped record carries the rule `duplicate` with the number of copies before it, and in `_dsprep`: `duplicate_of`
(`id`, `file` and `line` of the record that was kept), `similarity` 1, and `cluster`, the hash, which is the same for all copies.

An empty text is never a duplicate. A field with `*` is compared as its elements joined by LF. A missing, null or
non-text field makes the record malformed.

Needs one more pass over the input, and about 100 bytes of memory per record, of which what is beyond `--memory` goes to
`--tmp`.)",
    .source = "Exact document deduplication as in datatrove's exact_dedup and RedPajama-V2, with the input's first copy kept; hash: XXH3-128",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
};

}  // namespace dsprep::ops
