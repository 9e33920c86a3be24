#include "ops/clean/decontaminate/record_texts.h"

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/wire.h"

namespace dsprep::ops::decontaminate {

void RecordTexts::merge(RecordTexts&& next) {
  std::move(next.records_.begin(), next.records_.end(), std::back_inserter(records_));
}

Status RecordTexts::save(ByteSink& sink) const {
  DSPREP_CHECK(spill::put_u64(sink, records_.size()));
  for (const Texts& record : records_) {
    DSPREP_CHECK(spill::put_text(sink, spill::record_key(record.id)));
    DSPREP_CHECK(spill::put_text(sink, record.name));
    DSPREP_CHECK(spill::put_u64(sink, record.texts.size()));
    for (const std::string& text : record.texts) DSPREP_CHECK(spill::put_text(sink, text));
  }
  return {};
}

Status RecordTexts::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t size, spill::get_u64(source));
  for (std::uint64_t i = 0; i < size; ++i) {
    Texts& record = records_.emplace_back();
    DSPREP_TRY(const std::string key, spill::get_text(source, spill::RecordRows::key_size));
    record.id = spill::record_id_of(key);
    DSPREP_TRY(record.name, spill::get_text(source));
    DSPREP_TRY(const std::uint64_t texts, spill::get_u64(source));
    for (std::uint64_t k = 0; k < texts; ++k) {
      DSPREP_TRY(std::string text, spill::get_text(source));
      record.texts.push_back(std::move(text));
    }
  }
  return {};
}

}  // namespace dsprep::ops::decontaminate
