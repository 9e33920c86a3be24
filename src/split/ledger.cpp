#include "split/ledger.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "base/hash.h"
#include "base/spell.h"
#include "spill/progress_check.h"
#include "split/unit_row.h"

namespace dsprep::split {
namespace {

constexpr std::string_view first_line = "# dsprep split ledger 1";
constexpr std::size_t piece = 64u << 10, hash_digits = 16, longest_line = 4096;

std::string hex_of(std::uint64_t value) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(hash_digits, '0');
  for (std::size_t i = hash_digits; i > 0; value >>= 4) text[--i] = digits[value & 15];
  return text;
}

// Nothing of the seed itself: it, or the salt, may be meant to stay unknown.
std::string seed_line(const LedgerSettings& settings) {
  return "# seed " + hex_of(base::mix(base::hash64("split ledger"), settings.seed));
}

}  // namespace

Error Ledger::at(std::uint64_t line, const std::string& what) const {
  return usage_error(path_ + ":" + std::to_string(line) + ": " + what);
}

Result<std::shared_ptr<const Ledger>> Ledger::open(port::Files& files, std::string path, const LedgerSettings& settings,
                                                   const std::vector<std::string>& parts) {
  if (parts.size() > Frozen::most_parts)
    return usage_error("freeze: at most " + std::to_string(Frozen::most_parts) + " parts");
  auto ledger = std::make_shared<Ledger>();
  ledger->path_ = std::move(path);
  ledger->parts_ = parts;
  DSPREP_TRY(ledger->file_, files.open(ledger->path_));
  Reader reader(*ledger);
  LedgerRow row;
  std::vector<std::string> known;
  // The head, by a reader of its own.
  Reader head(*ledger);
  std::string_view line;
  for (bool first = true;; first = false) {
    DSPREP_TRY(const bool more, head.line(line));
    if (first && (!more || line != first_line))
      return ledger->at(1,
                        "this is no ledger of a split (split.ledger in an output directory), or one of another "
                        "version: its first line is not \"" +
                            std::string(first_line) + "\"");
    if (!more || !line.starts_with('#')) break;
    DSPREP_CHECK(ledger->read_head(line, head.line_, settings, known));
  }
  for (const char* needed : {"key", "seed"})
    if (std::find(known.begin(), known.end(), needed) == known.end())
      return ledger->at(1, "the ledger is damaged: the line \"# " + std::string(needed) + " …\" is missing");
  for (;;) {
    DSPREP_TRY(const bool more, reader.next(row));
    if (!more) break;
    ++ledger->rows_;
  }
  return std::shared_ptr<const Ledger>(std::move(ledger));
}

Status Ledger::read_head(std::string_view line, std::uint64_t number, const LedgerSettings& settings,
                         std::vector<std::string>& known) const {
  if (line == first_line) return {};
  const auto after = [&](std::string_view start) { return std::string(line.substr(start.size())); };
  if (line.starts_with("# key ")) {
    known.emplace_back("key");
    if (after("# key ") == settings.key) return {};
    return at(number, "the ledger is of a split by the key " + after("# key ") + ", this one is by " + settings.key +
                          ": give both the same key");
  }
  if (line.starts_with("# group ")) {
    if (settings.group.empty() || after("# group ") == settings.group) return {};
    return at(number, "the ledger is of a split with the group " + after("# group ") + ", this one has " +
                          settings.group + ": give both the same group");
  }
  if (line.starts_with("# seed ")) {
    known.emplace_back("seed");
    if (line == seed_line(settings)) return {};
    return at(number,
              "the ledger is of a split with another seed, salt or place in its pipeline: its keys cannot be compared "
              "with those of this one; give both the same --seed and salt");
  }
  return at(number, "the ledger is damaged: \"" + std::string(line.substr(0, 60)) + "\" says nothing that is known");
}

// The next line without its end; REQUIRES nobody to hold the one before.
Result<bool> Ledger::Reader::line(std::string_view& line) {
  for (;;) {
    const std::size_t end = buffer_.find('\n', begin_);
    if (end != std::string::npos) {
      line = std::string_view(buffer_).substr(begin_, end - begin_);
      begin_ = end + 1;
      ++line_;
      return true;
    }
    buffer_.erase(0, begin_);
    begin_ = 0;
    if (buffer_.size() > longest_line) return ledger_.at(line_ + 1, "the ledger is damaged: the line is too long");
    const std::size_t held = buffer_.size();
    buffer_.resize(held + piece);
    DSPREP_TRY(const std::size_t got, ledger_.file_->read(offset_, std::span<char>(buffer_.data() + held, piece)));
    buffer_.resize(held + got);
    offset_ += got;
    if (got > 0) continue;
    if (buffer_.empty()) return false;
    return ledger_.at(line_ + 1, "the ledger is damaged: it ends in the middle of a line");
  }
}

Result<bool> Ledger::Reader::next(LedgerRow& row) {
  std::string_view text;
  do {
    DSPREP_TRY(const bool more, line(text));
    if (!more) return false;
  } while (text.starts_with('#') && !last_);
  const std::size_t space = text.find(' ');
  const char* digits = text.data();
  const auto read = space == hash_digits ? std::from_chars(digits, digits + hash_digits, row.hash, 16)
                                         : std::from_chars_result{digits, std::errc::invalid_argument};
  if (read.ec != std::errc() || read.ptr != digits + hash_digits)
    return ledger_.at(line_, "the ledger is damaged: \"" + std::string(text.substr(0, 60)) +
                                 "\" is not a hash of 16 digits, a space and the name of a part");
  const std::string_view part = text.substr(space + 1);
  const auto named = std::find(ledger_.parts_.begin(), ledger_.parts_.end(), part);
  if (named == ledger_.parts_.end())
    return ledger_.at(line_, "the ledger has the part \"" + std::string(part.substr(0, 60)) +
                                 "\", which this split has not" + base::did_you_mean(part, ledger_.parts_) +
                                 ": give it a share, or rename it in the ledger");
  row.part = static_cast<std::size_t>(named - ledger_.parts_.begin());
  if (last_ && row.hash == last_->hash && row.part != last_->part)
    return ledger_.at(line_, "the ledger gives one key two parts, " + ledger_.parts_[last_->part] + " and " +
                                 ledger_.parts_[row.part] + ": take one of both lines out");
  if (last_ && row.hash < last_->hash)
    return ledger_.at(line_, "the ledger is not in order: sort it with LC_ALL=C sort -u");
  last_ = row;
  return true;
}

Result<std::optional<std::size_t>> LedgerCursor::find(std::uint64_t hash) {
  if (!reader_) return std::optional<std::size_t>();
  while (more_ && (!any_ || row_.hash < hash)) {
    DSPREP_TRY(more_, reader_->next(row_));
    any_ = true;
    counted_ = false;
  }
  if (!more_ || row_.hash != hash) return std::optional<std::size_t>();
  if (!counted_) ++found_;
  counted_ = true;
  return std::optional(row_.part);
}

void append_ledger_entry(std::string& out, std::uint64_t hash, std::size_t part) {
  spill::append_be64(out, hash);
  out += static_cast<char>(part);
}

Status write_ledger(ByteSink& sink, const LedgerSettings& settings, const std::vector<std::string>& parts,
                    const Ledger* before, spill::Sorter& entries, Decider& decider) {
  std::string out(first_line);
  out += '\n';
  if (!settings.group.empty()) out += "# group " + settings.group + "\n";
  out += "# key " + settings.key + "\n" + seed_line(settings) + "\n";
  std::optional<std::uint64_t> last;
  const auto write = [&](std::uint64_t hash, std::size_t part) -> Status {
    if (last == hash) return {};
    last = hash;
    out += hex_of(hash);
    out += ' ';
    out += parts[part];
    out += '\n';
    if (out.size() < piece) return {};
    DSPREP_CHECK(sink.write(out));
    out.clear();
    return {};
  };
  std::optional<Ledger::Reader> old;
  LedgerRow row;
  bool more_old = before != nullptr;
  if (before) {
    old.emplace(*before);
    DSPREP_TRY(more_old, old->next(row));
  }
  spill::ProgressCheck progress(decider, "writing the ledger", entries.records());
  DSPREP_TRY(const auto reader, entries.sorted());
  for (std::string_view entry;;) {
    DSPREP_TRY(const bool more, reader->next(entry));
    DSPREP_CHECK(progress.step());
    while (more_old && (!more || row.hash <= spill::read_be64(entry))) {
      DSPREP_CHECK(write(row.hash, row.part));
      DSPREP_TRY(more_old, old->next(row));
    }
    if (!more) return sink.write(out);
    DSPREP_CHECK(write(spill::read_be64(entry), static_cast<unsigned char>(entry[8])));
  }
}

}  // namespace dsprep::split
