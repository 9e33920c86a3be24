// dedup_substring: removes stretches of text that stand in the dataset before, of at least `length` words, characters or bytes.
//
// What is exact. Window p of a text is its tokens [p, p + length). A window is repeated where an equal one stands before it (keep = "first"), or
// anywhere else (keep = "none"); what goes is the union of all repeated windows. Any common stretch of at least `length` tokens is a union of
// windows, so nothing is missed and nothing else goes, whatever a suffix array would say. Windows of different records never join.
//
// How it is done in bounded memory, in time linear in the input. Three passes.
//
// 1. The windows of each text fall into blocks (text/window_blocks.h), a few for every `length` tokens: equal windows have equal anchors, and
//    equal stretches the same blocks. Of each block we note (anchor, hash of its whole text, where). Sorted: a block whose anchor
//    comes once holds no repeated window, and is forgotten: nearly all text is. A block whose whole text was there before holds only
//    repeated windows: nearly all repeated text is. What is left are the edges, and first copies.
// 2. The windows of these blocks are noted one by one, (hash, where), sorted, and compared.
//    Leaving out the windows of blocks that were there before is safe: the first of equal windows is never in such a block, since that block's
//    first copy would hold an equal window before it. So the first is always among those compared. With keep = "none" it must meet a second one:
//    the second is left out only if it lies in a block that was there before, whose first copy then holds the first; and
//    that block is known to be repeated as a whole.
// 3. The rows (RecordId, tokens from, to) tell the mapper what goes.
//
// Hashes are 128 bits. The anchor's are 64: two texts with the same anchor cost a comparison, no more.
#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "base/hash.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "spill/ordered_number.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/wire.h"
#include "text/classes.h"
#include "text/utf8.h"
#include "text/window_blocks.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_chars_left, min_words_left, min_share_left };

constexpr RuleInfo rules[] = {
    {"min_chars_left", Judge::Limit::Compare::at_least, "min_chars_left", "characters left (code points), where something was removed"},
    {"min_words_left", Judge::Limit::Compare::at_least, "min_words_left", "words left, where something was removed"},
    {"min_share_left", Judge::Limit::Compare::at_least, "min_share_left", "share of characters left, 0 to 1, where something was removed"},
};

struct Params {
  std::string field = "text", unit = "words", keep = "first", words = "uax29";
  std::int64_t length = 50;
  std::optional<std::int64_t> min_chars_left = 1, min_words_left;
  std::optional<double> min_share_left;

  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to take repeated stretches from", .field = true});
    f("length", length, {.meaning = "shortest stretch that is removed, in units", .min = 2, .max = 100000});
    f("unit", unit, {.meaning = "what is compared and counted: words (what stands between them does not count), characters (code points), or bytes", .choices = {"words", "characters", "bytes"}});
    f("words", words, {.meaning = "what a word is", .choices = {"whitespace", "uax29", "unicode"}});
    f("keep", keep, {.meaning = "what stays of a repeated stretch: its first occurrence in the input, or nothing", .choices = {"first", "none"}});
    f("min_chars_left", min_chars_left, {.meaning = "fewest characters (code points) a record must keep where something is removed", .min = 0});
    f("min_words_left", min_words_left, {.meaning = "fewest words it must keep", .min = 0});
    f("min_share_left", min_share_left, {.meaning = "smallest share of its characters it must keep", .min = 0, .max = 1});
  }
};

enum class Unit { words, characters, bytes };

struct Plan {
  Field field;
  std::string pointer;
  Params params;
  Unit unit;
  WordModel words;
  std::size_t length;
  bool keep_first;
  Counter spans_removed, chars_removed;
  spill::Workspace* workspace;
};

constexpr std::size_t anchor_size = 8, hash_size = 16;
constexpr std::size_t most_shown = 20;
constexpr std::uint64_t look_up_every = 1u << 18;      // entries between two looks at whether to stop

// The tokens of one text.
class Tokens {
 public:
  explicit Tokens(const Plan& plan) : plan_(plan), blocks_(plan.length) {
    for (std::uint64_t byte = 0; byte < 256; ++byte) of_byte_[byte] = base::mix(byte, 1);
  }

  void read(const TextView& view) {
    text_ = view.text();
    switch (plan_.unit) {
      case Unit::words:
        spans_ = view.words(plan_.words);
        hashes_ = view.word_hashes(plan_.words);
        size_ = spans_.size();
        break;
      case Unit::characters:
        characters_.clear();
        for (std::size_t i = 0; i < text_.size();) characters_.push_back(text::decode(text_, i));
        size_ = characters_.size();
        break;
      case Unit::bytes: size_ = text_.size(); break;
    }
  }

  std::size_t size() const { return size_; }
  std::size_t windows() const { return size_ < plan_.length ? 0 : size_ - plan_.length + 1; }

  template <class Visit>
  void blocks(Visit visit) {
    switch (plan_.unit) {
      case Unit::words: return blocks_.find(size_, [&](std::size_t i) { return hashes_[i]; }, visit);
      case Unit::characters: return blocks_.find(size_, [&](std::size_t i) { return base::mix(characters_[i], 2); }, visit);
      case Unit::bytes: return blocks_.find(size_, [&](std::size_t i) { return of_byte_[static_cast<unsigned char>(text_[i])]; }, visit);
    }
  }

  base::Hash128 hash(std::size_t begin, std::size_t end) const {
    const auto bytes = [&](const auto& items) {
      return std::string_view(reinterpret_cast<const char*>(items.data() + begin), (end - begin) * sizeof(items[0]));
    };
    switch (plan_.unit) {
      case Unit::words: return base::hash128(bytes(hashes_));
      case Unit::characters: return base::hash128(bytes(characters_));
      case Unit::bytes: break;
    }
    return base::hash128(text_.substr(begin, end - begin));
  }

  // The bytes of tokens [begin, end), in whole characters and words. May be empty.
  TextSpan bytes(std::size_t begin, std::size_t end) {
    switch (plan_.unit) {
      case Unit::words: return {spans_[begin].begin, spans_[end - 1].end};
      case Unit::characters: {
        // Ranges come in order: the walk goes on from the last one.
        if (begin < at_token_) at_token_ = at_byte_ = 0;
        const std::size_t from = walk_to(begin), to = walk_to(end);
        return whole_words(from, to);
      }
      case Unit::bytes: return whole_words(begin, end);
    }
    return {};
  }
  void rewind() { at_token_ = at_byte_ = 0; }

 private:
  std::size_t walk_to(std::size_t token) {
    for (; at_token_ < token; ++at_token_) text::decode(text_, at_byte_);
    return at_byte_;
  }

  TextSpan whole_words(std::size_t begin, std::size_t end) const {
    while (begin < end && !is_border(begin)) ++begin;
    while (end > begin && !is_border(end)) --end;
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  // Whether a text may be cut here: not within a character, before a mark, or between two letters or digits that are no ideographs.
  bool is_border(std::size_t at) const {
    if (at == 0 || at == text_.size()) return true;
    if (text::is_continuation(text_[at])) return false;
    std::size_t next = at, before = at - 1;
    while (text::is_continuation(text_[before])) --before;
    const std::uint16_t b = text::classes_of(text::decode(text_, next)), a = text::classes_of(text::decode(text_, before));
    if (b & text::mark) return false;
    constexpr std::uint16_t of_word = text::letter | text::digit | text::mark;
    return !(a & of_word) || !(b & of_word) || ((a | b) & text::ideograph);
  }

  const Plan& plan_;
  text::WindowBlocks blocks_;
  std::string_view text_;
  std::size_t size_ = 0;
  std::span<const TextSpan> spans_;
  std::span<const std::uint64_t> hashes_;
  std::vector<std::uint32_t> characters_;
  std::uint64_t of_byte_[256];
  std::size_t at_token_ = 0, at_byte_ = 0;
};

// The texts of a record's field, one by one: views of the record's own where there is one.
template <class Visit>
void for_each_text(const Record& record, Field field, TextView& scratch, Visit visit) {
  const std::size_t elements = record.count(field);
  if (elements == 1) return visit(std::size_t{0}, record.view(field));
  for (std::size_t i = 0; i < elements; ++i) {
    scratch.reset(*record.text(field, i));
    visit(i, scratch);
  }
}

void append_hash(std::string& out, const base::Hash128& hash) {
  spill::append_be64(out, hash.high);
  spill::append_be64(out, hash.low);
}

// ---- the first pass: blocks ----

// Entries: anchor, hash of the block, RecordId, number of the block in its record, again.
class BlockObserver final : public Observer {
 public:
  explicit BlockObserver(const Plan& plan) : plan_(plan), tokens_(plan), entries_(*plan.workspace) {}

  void observe(const Record& record) override {
    if (!status_.ok() || need_text(record, plan_.field, plan_.pointer)) return;
    ++records_;
    where_.clear();
    spill::append_ordered(where_, record.id());
    std::uint64_t number = 0;
    for_each_text(record, plan_.field, scratch_, [&](std::size_t, const TextView& view) {
      tokens_.read(view);
      total_ += tokens_.size();
      tokens_.blocks([&](const text::WindowBlock& block) {
        entry_.clear();
        spill::append_be64(entry_, block.anchor);
        append_hash(entry_, tokens_.hash(block.begin, block.end - 1 + plan_.length));
        entry_ += where_;
        spill::append_ordered(entry_, number++);
        entry_ += block.again ? '\1' : '\0';
        if (status_.ok()) status_ = entries_.add(entry_);
      });
    });
  }

  Status merge(Observer&& next) override {
    auto& other = static_cast<BlockObserver&>(next);
    DSPREP_CHECK(status_);
    DSPREP_CHECK(other.status_);
    records_ += other.records_;
    total_ += other.total_;
    return entries_.merge(std::move(other.entries_));
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(status_);
    DSPREP_CHECK(spill::put_u64(sink, records_));
    DSPREP_CHECK(spill::put_u64(sink, total_));
    return entries_.save(sink);
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(records_, spill::get_u64(source));
    DSPREP_TRY(total_, spill::get_u64(source));
    return entries_.load(source);
  }

  std::uint64_t records() const { return records_; }
  std::uint64_t tokens() const { return total_; }
  std::uint64_t blocks() const { return entries_.records(); }
  Result<std::unique_ptr<spill::SortedReader>> sorted() {
    DSPREP_CHECK(status_);
    return entries_.sorted();
  }

 private:
  const Plan& plan_;
  Tokens tokens_;
  TextView scratch_;
  spill::Sorter entries_;
  std::uint64_t records_ = 0, total_ = 0;
  std::string where_, entry_;
  Status status_;                                      // what went wrong in observe(), which cannot say
};

// What is known of a block whose anchor repeats.
enum class Fate : char {
  open,          // its windows must be compared
  first_copy,    // its whole text comes again: open, too, unless nothing is kept
  later_copy,    // its whole text was there before
};

// Walks over the sorted blocks, anchor by anchor, and writes a row for each block that may hold repeated windows.
class BlockSieve {
 public:
  BlockSieve(const Plan& plan, Decider& decider) : decider_(decider), rows_(*plan.workspace) {}

  Status read(spill::SortedReader& entries, std::uint64_t total) {
    std::uint64_t seen = 0;
    for (std::string_view entry;;) {
      DSPREP_TRY(const bool more, entries.next(entry));
      if (!more) break;
      if (++seen % look_up_every == 0) {
        if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while looking for repeated blocks"};
        decider_.progress("looking for repeated blocks", static_cast<double>(seen) / static_cast<double>(std::max(total, seen)));
      }
      const bool same_anchor = !held_.empty() && prefix(entry, anchor_size) == prefix(held_, anchor_size);
      const bool same_block = same_anchor && prefix(entry, anchor_size + hash_size) == prefix(held_, anchor_size + hash_size);
      DSPREP_CHECK(release(same_anchor, same_block));
      if (!same_block) close_group();
      held_.assign(entry);
      anchor_before_ = same_anchor;
      block_before_ = same_block;
    }
    DSPREP_CHECK(release(false, false));
    close_group();
    return {};
  }

  Result<std::shared_ptr<const spill::SortedTable>> table() { return rows_.table(); }

  void report(const BlockObserver& observed, std::uint64_t blocks, Findings& findings) const {
    findings.title = "Repeated stretches";
    findings.metrics.push_back({"records", static_cast<double>(observed.records())});
    findings.metrics.push_back({"units", static_cast<double>(observed.tokens())});
    findings.metrics.push_back({"blocks", static_cast<double>(blocks)});
    findings.metrics.push_back({"later_blocks", static_cast<double>(later_)});
    if (most_.empty()) return;
    Finding table{"most_repeated", "Records with the stretches that come most often", "File and line of the first copy; the most copies of a stretch of it",
                  Finding::Chart::none, {"file", "line", "copies"}, {}};
    for (const Group& group : most_)
      table.rows.push_back({decider_.input_name(group.first.shard), static_cast<std::int64_t>(group.first.line), static_cast<std::int64_t>(group.copies)});
    findings.sections.push_back(std::move(table));
  }

 private:
  struct Group {
    std::uint64_t copies;
    RecordId first;
  };

  static std::string_view prefix(std::string_view entry, std::size_t size) { return entry.substr(0, size); }

  // Decides about the entry held back, now that the next one is known.
  Status release(bool anchor_behind, bool block_behind) {
    if (held_.empty()) return {};
    std::string_view rest = std::string_view(held_).substr(anchor_size + hash_size);
    const RecordId id = spill::take_ordered_id(rest);
    if (!block_before_) first_ = id;
    ++copies_;
    const auto number = static_cast<std::uint32_t>(spill::take_ordered(rest));
    const bool again = rest[0] != 0;
    if (!again && !anchor_before_ && !anchor_behind) return {};
    const Fate fate = block_before_ ? Fate::later_copy : block_behind ? Fate::first_copy : Fate::open;
    later_ += fate == Fate::later_copy;
    row_.clear();
    spill::append_be32(row_, number);
    row_ += static_cast<char>(fate);
    return rows_.add(id, row_);
  }

  // The copies of one block are all counted: the report names the first copy's record once.
  void close_group() {
    if (copies_ > 1) {
      const auto same = std::find_if(most_.begin(), most_.end(), [&](const Group& g) { return g.first == first_; });
      if (same != most_.end()) same->copies = std::max(same->copies, copies_);
      else most_.push_back({copies_, first_});
      std::sort(most_.begin(), most_.end(), [](const Group& a, const Group& b) { return a.copies != b.copies ? a.copies > b.copies : a.first < b.first; });
      if (most_.size() > most_shown) most_.pop_back();
    }
    copies_ = 0;
  }

  Decider& decider_;
  spill::RecordRows rows_;
  std::string held_, row_;
  bool anchor_before_ = false, block_before_ = false;  // of the entry held back
  RecordId first_;
  std::uint64_t copies_ = 0, later_ = 0;
  std::vector<Group> most_;
};

// ---- the second pass: windows ----

// Entries: hash, RecordId, window. Rows: what goes already, as tokens (from, to).
class WindowObserver final : public Observer {
 public:
  WindowObserver(const Plan& plan, std::shared_ptr<const spill::SortedTable> blocks)
      : plan_(plan), tokens_(plan), blocks_(std::move(blocks)), cursor_(blocks_), entries_(*plan.workspace), rows_(*plan.workspace) {}

  void observe(const Record& record) override {
    if (!status_.ok() || blocks_->size() == 0 || need_text(record, plan_.field, plan_.pointer)) return;
    key_.clear();
    spill::append_record_key(key_, record.id());
    auto found = cursor_.find(key_);
    if (!found.ok()) {
      status_ = std::move(found).error();
      return;
    }
    if (!found.value()) return;
    std::string_view rows = *found.value();
    where_.clear();
    spill::append_ordered(where_, record.id());
    std::uint64_t number = 0, before = 0;              // blocks and tokens of the texts before this one
    for_each_text(record, plan_.field, scratch_, [&](std::size_t, const TextView& view) {
      tokens_.read(view);
      tokens_.blocks([&](const text::WindowBlock& block) {
        if (rows.empty() || spill::read_be32(rows) != number++) return;
        const auto fate = static_cast<Fate>(rows[4]);
        rows.remove_prefix(5);
        if (fate == Fate::later_copy || (fate == Fate::first_copy && !plan_.keep_first))
          goes(record.id(), before + block.begin, before + block.end - 1 + plan_.length);
        if (fate == Fate::later_copy) return;
        for (std::size_t window = block.begin; window < block.end && status_.ok(); ++window) {
          entry_.clear();
          append_hash(entry_, tokens_.hash(window, window + plan_.length));
          entry_ += where_;
          spill::append_ordered(entry_, before + window);
          status_ = entries_.add(entry_);
        }
      });
      before += tokens_.size();
    });
  }

  Status merge(Observer&& next) override {
    auto& other = static_cast<WindowObserver&>(next);
    DSPREP_CHECK(status_);
    DSPREP_CHECK(other.status_);
    DSPREP_CHECK(rows_.merge(std::move(other.rows_)));
    return entries_.merge(std::move(other.entries_));
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(status_);
    DSPREP_CHECK(rows_.save(sink));
    return entries_.save(sink);
  }
  Status load(ByteSource& source) override {
    DSPREP_CHECK(rows_.load(source));
    return entries_.load(source);
  }

  std::uint64_t windows() const { return entries_.records(); }
  Result<std::unique_ptr<spill::SortedReader>> sorted() {
    DSPREP_CHECK(status_);
    return entries_.sorted();
  }
  spill::RecordRows& rows() { return rows_; }

 private:
  void goes(const RecordId& id, std::uint64_t begin, std::uint64_t end) {
    row_.clear();
    spill::append_be32(row_, static_cast<std::uint32_t>(begin));
    spill::append_be32(row_, static_cast<std::uint32_t>(end));
    if (status_.ok()) status_ = rows_.add(id, row_);
  }

  const Plan& plan_;
  Tokens tokens_;
  TextView scratch_;
  std::shared_ptr<const spill::SortedTable> blocks_;
  spill::SortedTable::Cursor cursor_;
  spill::Sorter entries_;
  spill::RecordRows rows_;
  std::string key_, where_, entry_, row_;
  Status status_;
};

// Compares the sorted windows; those that go join the rows.
Status compare_windows(const Plan& plan, spill::SortedReader& windows, std::uint64_t total, spill::RecordRows& rows, Decider& decider) {
  std::string held, row;                               // an entry of which it is not yet known whether an equal one follows
  bool held_goes = false;                              // it has an equal one before it
  std::uint64_t seen = 0;
  const auto release = [&](bool goes) -> Status {
    if (held.empty() || !goes) return {};
    std::string_view rest = std::string_view(held).substr(hash_size);
    const RecordId id = spill::take_ordered_id(rest);
    const auto window = static_cast<std::uint32_t>(spill::take_ordered(rest));
    row.clear();
    spill::append_be32(row, window);
    spill::append_be32(row, window + static_cast<std::uint32_t>(plan.length));
    return rows.add(id, row);
  };
  for (std::string_view entry;;) {
    DSPREP_TRY(const bool more, windows.next(entry));
    const bool equal = more && !held.empty() && entry.substr(0, hash_size) == std::string_view(held).substr(0, hash_size);
    DSPREP_CHECK(release(held_goes || (equal && !plan.keep_first)));
    if (!more) return {};
    if (++seen % look_up_every == 0) {
      if (decider.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while comparing stretches"};
      decider.progress("comparing stretches", static_cast<double>(seen) / static_cast<double>(std::max(total, seen)));
    }
    held.assign(entry);
    held_goes = equal;
  }
}

// Joins the rows of each record: those that overlap are one. (Those that only touch may belong to two elements of a field.)
Result<std::shared_ptr<const spill::SortedTable>> joined(const Plan& plan, spill::RecordRows& rows) {
  spill::SortedTable::Builder table(*plan.workspace, spill::RecordRows::key_size);
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> sorted, rows.sorted());
  std::string key, value;
  std::uint32_t begin = 0, end = 0;
  const auto close_range = [&] {
    spill::append_be32(value, begin);
    spill::append_be32(value, end);
  };
  for (std::string_view row;;) {
    DSPREP_TRY(const bool more, sorted->next(row));
    const bool same = more && !key.empty() && row.substr(0, key.size()) == key;
    if (!key.empty() && !same) {
      close_range();
      DSPREP_CHECK(table.add(key, value));
      value.clear();
    }
    if (!more) return table.finish();
    key.assign(row.substr(0, spill::RecordRows::key_size));
    row.remove_prefix(key.size());
    const std::uint32_t from = spill::read_be32(row), to = spill::read_be32(row.substr(4));
    if (same && from < end) {
      end = std::max(end, to);
      continue;
    }
    if (same) close_range();
    begin = from;
    end = to;
  }
}

// ---- the last pass ----

struct Decision {
  const Plan plan;
  const std::shared_ptr<const spill::SortedTable> ranges;   // tokens of the record that go: (from, to)*
};

bool is_gap(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

class SubstringMapper final : public Mapper {
 public:
  explicit SubstringMapper(const Decision& decision) : decision_(decision), plan_(decision.plan), tokens_(plan_), cursor_(decision.ranges) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (decision_.ranges->size() == 0) return Verdict::keep();
    key_.clear();
    spill::append_record_key(key_, record.id());
    const auto found = cursor_.find(key_);
    // A bad disk: the record is set aside rather than guessed about.
    if (!found.ok()) return Verdict::malformed("cannot tell which stretches are repeated: " + found.error().message);
    if (!found.value()) return Verdict::keep();
    std::string_view rows = *found.value();
    const std::uint64_t chars_before = record.view(plan_.field).chars();
    std::uint64_t before = 0;
    elements_.clear();
    for_each_text(record, plan_.field, scratch_, [&](std::size_t element, const TextView& view) {
      tokens_.read(view);
      tokens_.rewind();
      elements_.push_back({element, {}});
      while (!rows.empty() && spill::read_be32(rows) < before + tokens_.size()) {
        const std::size_t begin = spill::read_be32(rows) - before;
        std::size_t end = spill::read_be32(rows.substr(4)) - before;
        rows.remove_prefix(8);
        while (!rows.empty() && end < tokens_.size() && spill::read_be32(rows) == before + end) {   // touching ones are one
          end = spill::read_be32(rows.substr(4)) - before;
          rows.remove_prefix(8);
        }
        const TextSpan range = with_gap(view.text(), tokens_.bytes(begin, end));
        auto& ranges = elements_.back().ranges;
        if (range.size() == 0) continue;
        if (!ranges.empty() && range.begin <= ranges.back().end) ranges.back().end = std::max(ranges.back().end, range.end);
        else ranges.push_back(range);
      }
      before += tokens_.size();
    });
    std::uint64_t removed = 0;
    for (const Element& element : elements_) {
      if (element.ranges.empty()) continue;
      removed += element.ranges.size();
      TextEdit edit = record.edit(plan_.field, element.index);
      std::size_t at = 0;
      for (const TextSpan& range : element.ranges) {
        edit.keep(range.begin - at).replace(range.size(), "");
        at = range.end;
      }
      edit.finish();
    }
    if (removed == 0) return Verdict::keep();
    const TextView& view = record.view(plan_.field);
    context.count(plan_.spans_removed, removed);
    context.count(plan_.chars_removed, chars_before - view.chars());
    Judge& judge = context.judge();
    if (judge.wants(min_chars_left)) judge.check(min_chars_left, static_cast<double>(view.chars()));
    if (judge.wants(min_words_left)) judge.check(min_words_left, static_cast<double>(view.words(plan_.words).size()));
    if (judge.wants(min_share_left)) judge.check(min_share_left, static_cast<double>(view.chars()) / static_cast<double>(chars_before));
    if (judge.failed()) judge.attach("spans_removed", std::to_string(removed));
    return judge.verdict();
  }

 private:
  struct Element {
    std::size_t index;
    std::vector<TextSpan> ranges;
  };

  // With the white space on one side: the side with more line ends stays, so that paragraphs stay apart.
  static TextSpan with_gap(std::string_view text, TextSpan range) {
    if (range.size() == 0) return range;
    std::uint32_t from = range.begin, to = range.end;
    while (from > 0 && is_gap(text[from - 1])) --from;
    while (to < text.size() && is_gap(text[to])) ++to;
    if (from == 0) return {0, to};
    const auto feeds = [&](std::uint32_t a, std::uint32_t b) { return std::count(text.begin() + a, text.begin() + b, '\n'); };
    if (to == text.size() || feeds(range.end, to) > feeds(from, range.begin)) return {from, range.end};
    // A gap stays only where there is one: words on both sides may not run together.
    return from < range.begin ? TextSpan{range.begin, to} : range;
  }

  const Decision& decision_;
  const Plan& plan_;
  Tokens tokens_;
  spill::SortedTable::Cursor cursor_;
  TextView scratch_;
  std::string key_;
  std::vector<Element> elements_;
};

class RemoveStretches final : public MapOp {
 public:
  explicit RemoveStretches(Decision decision) : decision_(std::move(decision)) {}
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<SubstringMapper>(decision_); }

 private:
  Decision decision_;
};

class CompareWindows final : public GlobalOp {
 public:
  CompareWindows(Plan plan, std::shared_ptr<const spill::SortedTable> blocks) : plan_(std::move(plan)), blocks_(std::move(blocks)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<WindowObserver>(plan_, blocks_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& observed = static_cast<WindowObserver&>(*observers.main);
    const std::uint64_t windows = observed.windows();
    decider.findings().metrics.push_back({"windows_compared", static_cast<double>(windows)});
    {
      DSPREP_TRY(const std::unique_ptr<spill::SortedReader> sorted, observed.sorted());
      DSPREP_CHECK(compare_windows(plan_, *sorted, windows, observed.rows(), decider));
    }
    DSPREP_TRY(auto table, joined(plan_, observed.rows()));
    return AnyOp(std::make_unique<RemoveStretches>(Decision{plan_, std::move(table)}));
  }

 private:
  Plan plan_;
  std::shared_ptr<const spill::SortedTable> blocks_;
};

class DedupSubstring final : public GlobalOp {
 public:
  explicit DedupSubstring(Plan plan) : plan_(std::move(plan)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<BlockObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    auto& observed = static_cast<BlockObserver&>(*observers.main);
    BlockSieve sieve(plan_, decider);
    const std::uint64_t blocks = observed.blocks();
    {
      DSPREP_TRY(const std::unique_ptr<spill::SortedReader> sorted, observed.sorted());
      DSPREP_CHECK(sieve.read(*sorted, blocks));
    }
    sieve.report(observed, blocks, decider.findings());
    DSPREP_TRY(auto table, sieve.table());
    return AnyOp(std::make_unique<CompareWindows>(plan_, std::move(table)));
  }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  Plan plan;
  plan.params = bind_params<Params>(values);
  const Params& params = plan.params;
  DSPREP_TRY(plan.field, binder.write(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.unit = params.unit == "words" ? Unit::words : params.unit == "characters" ? Unit::characters : Unit::bytes;
  plan.words = params.words == "whitespace" ? WordModel::whitespace : params.words == "uax29" ? WordModel::uax29 : WordModel::unicode;
  plan.length = static_cast<std::size_t>(params.length);
  plan.keep_first = params.keep == "first";
  plan.spans_removed = binder.counter("spans_removed");
  plan.chars_removed = binder.counter("chars_removed");
  plan.workspace = &binder.workspace();
  return AnyOp(std::make_unique<DedupSubstring>(std::move(plan)));
}

constexpr Example examples[] = {
    {"What stands in two records stays in the first", "length = 5",
     "{\"text\":\"Rain is expected in the north. All rights are reserved by the owner. 明天天气晴朗。\"}\n"
     "{\"text\":\"The museum opens on Sunday. All rights are reserved by the owner.\"}\n"
     "{\"text\":\"据预报，明天天气晴朗。出门记得防晒。\"}\n",
     "{\"text\":\"Rain is expected in the north. All rights are reserved by the owner. 明天天气晴朗。\"}\n"
     "{\"text\":\"The museum opens on Sunday. .\"}\n"
     "{\"text\":\"据预报，。出门记得防晒。\"}\n"},
    {"Every copy goes; characters are counted, words stay whole", "unit = \"characters\"\nlength = 12\nkeep = \"none\"",
     "{\"text\":\"one. A sentence that repeats. two\"}\n"
     "{\"text\":\"three, A sentence that repeats, four\"}\n"
     "{\"text\":\"A sentence that repeats\"}\n",
     "{\"text\":\"one.. two\"}\n"
     "{\"text\":\"three,, four\"}\n",
     "{\"text\":\"A sentence that repeats\"}\n"},
};

}  // namespace

extern const OpSpec clean_dedup_substring;
const OpSpec clean_dedup_substring = {
    .name = "dedup_substring",
    .family = Family::clean,
    .summary = "Remove stretches of text that stand in the dataset before",
    .details =
        R"(Finds every stretch of at least `length` units (words, characters or bytes) of the text of `field` that comes more than once in the dataset, in
two records or twice in one, and removes all its copies but the first in input order, or with `keep = "none"` all of them.

Exactly: window p of a text is its units [p, p + length). A window is repeated where an equal one stands before it (`keep = "none"`: anywhere else);
what goes is the union of all repeated windows. So a copy that is longer than another goes as far as they agree, copies that overlap within a text are
copies too (of one word repeated a thousand times one stays, of a refrain repeated without a break its first time), and stretches never reach over the border of a record.

Words are compared by themselves: white space and punctuation between them does not count (with `words = "whitespace"` punctuation is part of
words), and goes with them when it stands between two words that go. An ideograph is a word. Of characters and bytes, what goes is
shortened to whole characters and words: not before a combining mark, nor between two letters or digits, unless one is an ideograph.
The white space on one side goes too: that with fewer line ends, so that paragraphs stay apart.

Records from which something was removed are judged by what is left; a dropped record carries the rule with its value, and `spans_removed` in
`_dsprep`. The counters `spans_removed` and `chars_removed` stand in the manifest.

Windows are compared by their XXH3-128. Elements of a field with `*` are searched one by one. A missing, null or non-text field makes the record malformed.

Needs two more passes over the input. Time and space are linear: about 45 bytes for every quarter of `length` units, and for each window at the edge of a
repeated stretch or in its first copy; what is beyond `--memory` goes to `--tmp`.)",
    .source = "ExactSubstr (Lee et al. 2022, deduplicate-text-datasets), by winnowed blocks (Schleimer et al. 2003) instead of a suffix array; 50 words are RefinedWeb's 50 tokens",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
};

}  // namespace dsprep::ops
