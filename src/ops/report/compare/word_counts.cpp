#include "ops/report/compare/word_counts.h"

#include <utility>

#include "spill/wire.h"

namespace dsprep::ops::compare {
namespace {

constexpr std::size_t count_size = 9;  // a 0, which is in no word, and the count

}  // namespace

Status WordCounts::add(std::string_view word) {
  if (word.size() > longest_word || word.find('\0') != std::string_view::npos) {
    ++too_long_;
    return {};
  }
  ++total_;
  return add_times(word, 1);
}

Status WordCounts::add_times(std::string_view word, std::uint64_t times) {
  if (const auto known = table_.find(word); known != table_.end()) {
    known->second += times;
    return {};
  }
  if (table_.size() >= most_words) DSPREP_CHECK(flush());
  table_.emplace(word, times);
  return {};
}

Status WordCounts::flush() {
  for (const auto& [word, count] : table_) {  // the sorter puts them in order
    entry_.assign(word) += '\0';
    spill::append_be64(entry_, count);
    DSPREP_CHECK(sorter_.add(entry_));
  }
  table_.clear();
  return {};
}

Status WordCounts::merge(WordCounts&& next) {
  total_ += next.total_;
  too_long_ += next.too_long_;
  DSPREP_CHECK(sorter_.merge(std::move(next.sorter_)));
  for (const auto& [word, count] : next.table_) DSPREP_CHECK(add_times(word, count));
  next.table_.clear();
  return {};
}

Status WordCounts::save(ByteSink& sink) {
  DSPREP_CHECK(spill::put_u64(sink, total_));
  DSPREP_CHECK(spill::put_u64(sink, too_long_));
  DSPREP_CHECK(flush());
  return sorter_.save(sink);
}

Status WordCounts::load(ByteSource& source) {
  DSPREP_TRY(total_, spill::get_u64(source));
  DSPREP_TRY(too_long_, spill::get_u64(source));
  return sorter_.load(source);
}

Result<WordCounts::Reader> WordCounts::read() {
  DSPREP_CHECK(flush());
  DSPREP_TRY(std::unique_ptr<spill::SortedReader> reader, sorter_.sorted());
  return Reader(std::move(reader));
}

Result<bool> WordCounts::Reader::read_ahead() {
  std::string_view entry;
  DSPREP_TRY(have_ahead_, reader_->next(entry));
  if (!have_ahead_) return false;
  ahead_.assign(entry.substr(0, entry.size() - count_size));
  ahead_count_ = spill::read_be64(entry.substr(entry.size() - count_size + 1));
  return true;
}

Result<bool> WordCounts::Reader::next() {
  if (!begun_) DSPREP_CHECK(read_ahead());
  begun_ = true;
  if (!have_ahead_) return false;
  word_.swap(ahead_);
  count_ = ahead_count_;
  for (;;) {
    DSPREP_TRY(const bool more, read_ahead());
    if (!more || ahead_ != word_) return true;
    count_ += ahead_count_;
  }
}

}  // namespace dsprep::ops::compare
