#include "ops/split/check/survey.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "spill/ordered_number.h"
#include "spill/scan.h"

namespace dsprep::ops::check {
namespace {

// Records that share a key are compared with so many of each earlier part, and so many of each part are.
constexpr std::size_t most_others = 64, most_members = 256;

std::size_t key_size(Note note) {
  switch (note) {
    case Note::text:
    case Note::group:
    case Note::label: return 16;
    case Note::band:
    case Note::anchor: return 8;
    case Note::length: return 0;
  }
  return 0;
}

// The first record of each part that has something, by rank.
using FirstOf = std::map<std::size_t, RecordId>;

void note_first(FirstOf& first, std::size_t part, const RecordId& id) {
  const auto [at, fresh] = first.emplace(part, id);
  if (!fresh) at->second = std::min(at->second, id);
}

class Reader {
 public:
  Reader(const Plan& plan, Survey& survey)
      : plan_(plan), survey_(survey), ids_(*plan.workspace), leaked_(*plan.workspace, 16) {}

  Status read(spill::Sorter& entries, Decider& decider) {
    DSPREP_CHECK(spill::scan(entries, decider, "looking for leaks", [this](std::string_view e) { return add(e); }));
    DSPREP_CHECK(close());
    survey_.lengths.finish();
    return number(decider);
  }

 private:
  std::size_t take_part(std::string_view& bytes) {
    const std::size_t rank = survey_.parts.rank(spill::read_be64(bytes));
    bytes.remove_prefix(8);
    return rank;
  }

  Status add(std::string_view entry) {
    const auto note = static_cast<Note>(entry[0]);
    if (note == Note::length) {
      DSPREP_CHECK(close());
      entry.remove_prefix(1);
      const std::uint64_t length = spill::take_ordered(entry);
      survey_.lengths.add(length, take_part(entry));
      return {};
    }
    const std::string_view key = entry.substr(0, 1 + key_size(note));
    if (key != key_) {
      DSPREP_CHECK(close());
      key_.assign(key);
    }
    entry.remove_prefix(key.size());
    switch (note) {
      case Note::text: return add_text(entry);
      case Note::group: {
        const std::size_t part = take_part(entry);
        note_first(first_, part, spill::take_ordered_id(entry));
        return {};
      }
      case Note::band: return add_member(entry, members_);
      case Note::anchor: {
        const bool inside = entry[0] == '\0';
        entry.remove_prefix(1);
        return add_member(entry, inside ? wholes_ : members_);
      }
      case Note::label:
        counts_.resize(survey_.parts.parts.size());
        ++counts_[take_part(entry)];
        label_.assign(entry);
        return {};
      case Note::length: break;
    }
    return {};
  }

  Status close() {
    if (key_.empty()) return {};
    const auto note = static_cast<Note>(key_[0]);
    switch (note) {
      case Note::text: DSPREP_CHECK(close_text()); break;
      case Note::group: close_equal(Leak::group, first_); break;
      case Note::band: DSPREP_CHECK(pair_all(members_, members_, false)); break;
      case Note::anchor: DSPREP_CHECK(pair_all(wholes_, members_, true)); break;
      case Note::label:
        survey_.labels.add(label_, counts_);
        counts_.clear();
        break;
      case Note::length: break;
    }
    key_.clear();
    first_.clear();
    members_.clear();
    wholes_.clear();
    return {};
  }

  // ---- equal texts ----

  Status add_text(std::string_view entry) {
    const std::string_view raw = entry.substr(0, 16);
    if (raw != raw_) close_raw();
    raw_.assign(raw);
    entry.remove_prefix(16);
    const std::size_t part = take_part(entry);
    const std::uint64_t label = spill::read_be64(entry);
    entry.remove_prefix(8);
    const RecordId id = spill::take_ordered_id(entry);
    note_first(raw_first_, part, id);
    note_first(first_, part, id);
    if (label != 0) note_label(part, label, id);
    return {};
  }

  void close_raw() {
    if (raw_first_.size() > 1) {
      close_equal(Leak::exact, raw_first_);
      for (auto it = std::next(raw_first_.begin()); it != raw_first_.end(); ++it) exact_.insert(it->first);
    }
    raw_first_.clear();
    raw_.clear();
  }

  Status close_text() {
    close_raw();
    if (first_.size() > 1) {
      std::string parts;
      FirstOf beyond = {*first_.begin()};
      for (auto it = std::next(first_.begin()); it != first_.end(); ++it) {
        parts += static_cast<char>(it->first >> 8);
        parts += static_cast<char>(it->first);
        if (exact_.count(it->first) == 0) beyond.insert(*it);
      }
      close_equal(Leak::normalized, beyond);
      DSPREP_CHECK(leaked_.add(std::string_view(key_).substr(1), parts));
    }
    close_labels();
    exact_.clear();
    return {};
  }

  // Each part but the first has what the first has.
  void close_equal(Leak kind, const FirstOf& first) {
    for (auto it = first.begin(); it != first.end(); ++it)
      if (it != first.begin())
        survey_.leaks.add(kind, {it->second, first.begin()->second, it->first, first.begin()->first});
  }

  // ---- labels of equal texts ----

  struct Labelled {
    std::size_t part;
    std::uint64_t label;
    RecordId id;
  };

  // Of each part two different labels tell all there is to know.
  void note_label(std::size_t part, std::uint64_t label, const RecordId& id) {
    std::size_t same_part = 0;
    for (Labelled& known : labelled_) {
      if (known.part != part) continue;
      if (known.label == label) {
        known.id = std::min(known.id, id);
        return;
      }
      ++same_part;
    }
    if (same_part < 2) labelled_.push_back({part, label, id});
  }

  void close_labels() {
    const Labelled* conflict[2] = {nullptr, nullptr};
    bool noise = false;
    for (const Labelled& a : labelled_)
      for (const Labelled& b : labelled_) {
        if (a.label == b.label) continue;
        noise |= a.part == b.part;
        if (a.part >= b.part || conflict[0]) continue;
        conflict[0] = &a;
        conflict[1] = &b;
      }
    if (conflict[0])
      survey_.leaks.add(Leak::label_conflict, {conflict[1]->id, conflict[0]->id, conflict[1]->part, conflict[0]->part});
    else survey_.label_noise += noise;
    labelled_.clear();
  }

  // ---- candidates ----

  struct Member {
    std::size_t part;
    std::array<char, 16> normalized;
    RecordId id;
    std::string_view text() const { return {normalized.data(), normalized.size()}; }
  };
  using Members = std::vector<Member>;  // those of a part side by side

  // Equal texts stand together, the first of them first; they are one.
  Status add_member(std::string_view entry, Members& members) {
    const std::size_t part = take_part(entry);
    const bool same_part = !members.empty() && members.back().part == part;
    if (same_part && members.back().text() == entry.substr(0, 16)) return {};
    run_ = same_part ? run_ + 1 : 1;
    if (run_ > most_members) {
      ++survey_.skipped;
      return {};
    }
    Member& member = members.emplace_back();
    member.part = part;
    std::copy_n(entry.begin(), 16, member.normalized.begin());
    entry.remove_prefix(16);
    member.id = spill::take_ordered_id(entry);
    return {};
  }

  // What is left of leaked_ when all texts have been read: is the text of that part a leak already?
  Result<bool> is_leaked(const Member& member) {
    if (!leaked_rows_) {
      DSPREP_TRY(auto table, leaked_.finish());
      leaked_rows_.emplace(std::move(table));
    }
    DSPREP_TRY(const auto parts, leaked_rows_->find(member.text()));
    if (!parts) return false;
    for (std::size_t i = 0; i < parts->size(); i += 2)
      if (static_cast<std::size_t>(static_cast<unsigned char>((*parts)[i]) << 8 |
                                   static_cast<unsigned char>((*parts)[i + 1])) == member.part)
        return true;
    return false;
  }

  // Those of one part with those of another. `inside`: `those` may stand inside `others`; else both are the same.
  Status pair_all(const Members& those, const Members& others, bool inside) {
    if (those.empty() || others.empty() ||
        (those.front().part == others.back().part && those.back().part == others.front().part))
      return {};  // of one part all
    for (const Member& member : those)
      for (std::size_t i = 0, run = 0; i < others.size(); ++i) {
        const Member& other = others[i];
        run = i != 0 && others[i - 1].part == other.part ? run + 1 : 1;
        if (member.part == other.part || (!inside && other.part > member.part)) continue;
        if (run > most_others) ++survey_.skipped;
        else DSPREP_CHECK(pair(member, other, inside));
      }
    return {};
  }

  Status pair(const Member& member, const Member& other, bool inside) {
    if (member.text() == other.text()) return {};
    const bool later = member.part > other.part;
    DSPREP_TRY(const bool leaked, is_leaked(later ? member : other));
    if (leaked) return {};
    row_.clear();
    const auto append = [&](std::size_t rank, const RecordId& id) {
      row_ += static_cast<char>(rank >> 8);
      row_ += static_cast<char>(rank);
      spill::append_record_key(row_, id);
    };
    append(later ? member.part : other.part, later ? member.id : other.id);
    append(later ? other.part : member.part, later ? other.id : member.id);
    row_ += static_cast<char>(!inside ? may_be_near : later ? record_may_be_inside : other_may_be_inside);
    return survey_.pairs.add(row_);
  }

  // Reads the pairs through, each once, and numbers their records.
  Status number(Decider& decider) {
    spill::Sorter pairs(*plan_.workspace);
    std::string last;
    const auto each = [&](std::string_view pair) -> Status {
      if (pair == last) return {};
      last.assign(pair);
      const char reads = pair.back() == may_be_near ? may_be_near : record_may_be_inside;
      for (const std::size_t at : {2, 20}) {
        row_.assign(pair.substr(at, 16)) += reads;
        DSPREP_CHECK(ids_.add(row_));
      }
      return pairs.add(pair);
    };
    DSPREP_CHECK(spill::scan(survey_.pairs, decider, "gathering pairs", each));
    survey_.pairs = std::move(pairs);
    spill::SortedTable::Builder places(*plan_.workspace, 16);
    std::uint64_t numbers = 0;
    char reads = 0;
    const auto visit = [&](std::string_view what) -> Status { return reads |= what[0], Status(); };
    const auto close = [&](std::string_view id) -> Status {
      row_.clear();
      spill::append_be40(row_, numbers++);
      row_ += reads;
      reads = 0;
      return places.add(id, row_);
    };
    DSPREP_CHECK(spill::scan_groups(ids_, 16, decider, "gathering pairs", visit, close));
    DSPREP_TRY(survey_.places, places.finish());
    return {};
  }

  const Plan& plan_;
  Survey& survey_;
  spill::Sorter ids_;
  spill::SortedTable::Builder leaked_;  // normalized text → parts in which it is a leak, by rank (2 each)
  std::optional<spill::SortedTable::Cursor> leaked_rows_;
  std::string key_, raw_, label_, row_;
  FirstOf first_, raw_first_;
  std::set<std::size_t> exact_;  // parts that have a text of the group that an earlier part has, to the letter
  std::vector<Labelled> labelled_;
  std::vector<std::uint64_t> counts_;
  Members members_, wholes_;
  std::size_t run_ = 0;  // members of the last part in a row
};

}  // namespace

Result<std::unique_ptr<Survey>> survey(const Plan& plan, NoteObserver& observed, Decider& decider) {
  auto found = std::make_unique<Survey>(observed.totals(), plan);
  DSPREP_CHECK(Reader(plan, *found).read(observed.entries(), decider));
  return found;
}

}  // namespace dsprep::ops::check
