#include "engines/answer_cache.h"

#include <atomic>
#include <utility>

#include "base/hash.h"

namespace dsprep::engines {
namespace {

constexpr std::string_view prefix = "answers-", suffix = ".cache";

// Before each answer: a mark, its size, the question, a checksum of all that and the answer. Little endian.
constexpr std::uint32_t mark = 0x31417364;  // "dsA1"
constexpr std::size_t head_size = 4 + 4 + 16 + 8;

void put(char* at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<char>(value >> (8 * i));
}
std::uint64_t get(const char* at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) value |= std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
  return value;
}

std::uint64_t checksum(const base::Hash128& question, std::string_view answer) {
  return base::mix(base::mix(base::hash64(answer, mark), question.high), question.low);
}

std::string entry_of(const base::Hash128& question, std::string_view answer) {
  std::string entry(head_size, '\0');
  put(entry.data(), mark, 4);
  put(entry.data() + 4, answer.size(), 4);
  put(entry.data() + 8, question.high, 8);
  put(entry.data() + 16, question.low, 8);
  put(entry.data() + 24, checksum(question, answer), 8);
  return entry.append(answer);
}

}  // namespace

Result<std::unique_ptr<AnswerCache>> AnswerCache::open(const std::string& directory, port::Files& files) {
  port::Files& own = files.owner_only();  // what a tool answers may be as private as what it was asked
  DSPREP_CHECK(own.make_directories(directory));
  std::unique_ptr<AnswerCache> cache(new AnswerCache(directory, own));
  DSPREP_TRY(const auto entries, own.list(directory));
  for (const port::DirEntry& entry : entries)
    if (entry.kind == port::FileInfo::Kind::file && entry.name.starts_with(prefix) && entry.name.ends_with(suffix))
      DSPREP_CHECK(cache->read_places(port::join(directory, entry.name)));
  return cache;
}

// The heads alone: an answer is held to its checksum when it is asked for.
Status AnswerCache::read_places(const std::string& path) {
  DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(path));
  const std::uint64_t end = file->size();
  std::string window(256u << 10, '\0');
  std::uint64_t window_begin = 0;
  std::size_t window_size = 0;
  base::Lock lock(mutex_);
  const auto number = static_cast<std::uint32_t>(paths_.size());
  for (std::uint64_t at = 0; at + head_size <= end;) {
    if (at < window_begin || at + head_size > window_begin + window_size) {
      DSPREP_TRY(window_size, file->read(at, window));
      window_begin = at;
      if (window_size < head_size) break;
    }
    const char* head = window.data() + (at - window_begin);
    const std::uint64_t size = get(head + 4, 4);
    if (get(head, 4) != mark || at + head_size + size > end) break;  // torn, as whoever wrote it died
    places_.try_emplace({get(head + 8, 8), get(head + 16, 8)}, Place{number, static_cast<std::uint32_t>(size), at});
    at += head_size + size;
  }
  paths_.push_back(path);
  return {};
}

Result<std::optional<std::string>> AnswerCache::find(const base::Hash128& question) const {
  Place place;
  std::string path;
  {
    base::Lock lock(mutex_);
    const auto found = places_.find(question);
    if (found == places_.end()) return std::optional<std::string>();
    place = found->second;
    path = paths_[place.file];
  }
  DSPREP_TRY(std::unique_ptr<port::ReadFile> file, files_.open(path));
  std::string entry(head_size + place.size, '\0');
  DSPREP_TRY(const std::size_t got, file->read(place.offset, entry));
  const std::string_view answer = std::string_view(entry).substr(head_size);
  if (got != entry.size() || get(entry.data() + 24, 8) != checksum(question, answer))
    return std::optional<std::string>();
  return std::optional<std::string>(answer);
}

Status AnswerCache::add(const base::Hash128& question, std::string_view answer) {
  const std::string entry = entry_of(question, answer);
  base::Lock lock(mutex_);
  if (!own_) {
    // A process may have several caches of one directory: in two steps of its pipeline.
    static std::atomic<unsigned> made{0};
    std::string path = port::join(directory_, prefix);
    path.append(port::process_token()).append("-").append(std::to_string(made++)).append(suffix);
    DSPREP_TRY(own_, files_.create(path));
    own_file_ = static_cast<std::uint32_t>(paths_.size());
    paths_.push_back(path);
  }
  DSPREP_CHECK(own_->append(entry));
  places_.insert_or_assign(question, Place{own_file_, static_cast<std::uint32_t>(answer.size()), own_size_});
  own_size_ += entry.size();
  return {};
}

std::size_t AnswerCache::size() const {
  base::Lock lock(mutex_);
  return places_.size();
}

}  // namespace dsprep::engines
