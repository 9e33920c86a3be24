#include "split/draw.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "base/hash.h"
#include "base/human.h"
#include "spill/ordered_number.h"
#include "spill/record_rows.h"
#include "spill/scan.h"

namespace dsprep::split {
namespace {

DrawRow row_of(std::string_view bytes, bool sized) {
  DrawRow row;
  row.key = spill::take_ordered(bytes);
  row.place = spill::read_be64(bytes);
  bytes.remove_prefix(8);
  row.id = spill::take_ordered_id(bytes);
  if (sized) row.size = spill::take_ordered(bytes);
  return row;
}

// Gives equal places, which stand side by side, places of their own.
class Placing {
 public:
  Placing(spill::Workspace& workspace, bool sized) : sized_(sized), placed_(workspace), again_(workspace) {}

  Status see(DrawRow row) {
    if (any_ && row.key == last_key_ && row.place == last_place_) {
      row.place = base::mix(last_place_, ++before_);
      bytes_.clear();
      spill::append_be64(bytes_, row.place);
      DSPREP_CHECK(again_.add(row.id, bytes_));
    } else {
      any_ = true;
      last_key_ = row.key;
      last_place_ = row.place;
      before_ = 0;
    }
    bytes_.clear();
    append_row(bytes_, row, sized_);
    return placed_.add(bytes_);
  }

  spill::Sorter& placed() { return placed_; }
  spill::RecordRows& again() { return again_; }

 private:
  const bool sized_;
  spill::Sorter placed_;
  spill::RecordRows again_;
  bool any_ = false;
  std::uint64_t last_key_ = 0, last_place_ = 0, before_ = 0;  // before_: records of that place so far
  std::string bytes_;
};

}  // namespace

void append_row(std::string& out, const DrawRow& row, bool sized) {
  spill::append_ordered(out, row.key);
  spill::append_be64(out, row.place);
  spill::append_ordered(out, row.id);
  if (sized) spill::append_ordered(out, row.size);
}

Result<Draw> Draw::make(std::vector<DrawnClass>& classes, spill::Sorter& rows, bool sized, spill::Workspace& workspace,
                        Decider& decider) {
  Draw draw;
  std::vector<DrawnClass*> by_key;
  by_key.reserve(classes.size());
  for (DrawnClass& drawn : classes) by_key.push_back(&drawn);
  std::sort(by_key.begin(), by_key.end(), [](const auto* a, const auto* b) { return a->key < b->key; });
  std::vector<std::uint64_t> rests;  // of the round that is not whole; 0: there is none
  bool any_rest = false;
  for (DrawnClass* drawn : by_key) {
    Cut cut;
    cut.key = drawn->key;
    const bool whole = drawn->wanted == drawn->size && drawn->size > 0;
    cut.rounds = whole ? 1 : drawn->size == 0 ? 0 : drawn->wanted / drawn->size;
    rests.push_back(whole || drawn->size == 0 ? 0 : drawn->wanted % drawn->size);
    any_rest |= rests.back() > 0;
    if (cut.rounds + (rests.back() > 0) > most_times)
      return failure((drawn->name.empty() ? std::string("each record") : "each record of " + drawn->name) +
                     " would be written " + base::format_count(cut.rounds + (rests.back() > 0)) + " times, more than " +
                     base::format_count(most_times) + ": lower what is wanted, or set max_epochs");
    if (drawn->records > 0) draw.largest_ = std::max(draw.largest_, cut.rounds);
    drawn->drawn_records = cut.rounds * drawn->records;
    drawn->drawn_size = cut.rounds * drawn->size;
    drawn->left_out = cut.rounds == 0 ? drawn->records : 0;
    draw.cuts_.push_back(cut);
  }
  if (!any_rest) return draw;

  Placing placing(workspace, sized);
  std::size_t at = 0;
  const auto of_class = [&](std::uint64_t key) {  // rows come by class
    while (draw.cuts_[at].key != key) ++at;
    return at;
  };
  DSPREP_CHECK(spill::scan(rows, decider, "placing records", [&](std::string_view entry) -> Status {
    const DrawRow row = row_of(entry, sized);
    return rests[of_class(row.key)] > 0 ? placing.see(row) : Status();
  }));
  if (placing.again().rows() > 0) {
    DSPREP_TRY(draw.again_, placing.again().table());
  }
  at = 0;
  std::uint64_t before = 0, key = 0;
  bool any = false;
  DSPREP_CHECK(spill::scan(placing.placed(), decider, "drawing records", [&](std::string_view entry) -> Status {
    const DrawRow row = row_of(entry, sized);
    if (!any || row.key != key) before = 0;
    any = true;
    key = row.key;
    const std::size_t number = of_class(row.key);
    // Drawn where more than half of it is wanted: the sum comes out as near as can be.
    const std::uint64_t rest = rests[number];
    if (before < rest && row.size < 2 * (rest - before)) {
      Cut& cut = draw.cuts_[number];
      cut.more = true;
      cut.place = row.place;
      cut.id = row.id;
      draw.largest_ = std::max(draw.largest_, cut.rounds + 1);
      ++by_key[number]->drawn_records;
      by_key[number]->drawn_size += row.size;
      by_key[number]->left_out -= cut.rounds == 0;
    }
    before += row.size;
    return {};
  }));
  return draw;
}

Result<std::uint64_t> Draw::Cursor::times(std::uint64_t key, std::uint64_t place, const RecordId& id) {
  if (last_ >= draw_.cuts_.size() || draw_.cuts_[last_].key != key)
    last_ = static_cast<std::size_t>(std::lower_bound(draw_.cuts_.begin(), draw_.cuts_.end(), key,
                                                      [](const Cut& cut, std::uint64_t k) { return cut.key < k; }) -
                                     draw_.cuts_.begin());
  const Cut& cut = draw_.cuts_[last_];
  if (!cut.more) return cut.rounds;
  if (again_) {
    DSPREP_TRY(const auto found, again_->find(id));
    if (found) place = spill::read_be64(*found);
  }
  return cut.rounds + (std::tie(place, id) <= std::tie(cut.place, cut.id));
}

}  // namespace dsprep::split
