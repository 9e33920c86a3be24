#include "models/cld2_hits.h"

#include <cld2/internal/cldutil_shared.h>

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <span>

#include "text/utf8.h"

namespace dsprep::models {
namespace {

static_assert(std::endian::native == std::endian::little, "letters are taken from numbers, the first lowest");

template <class Number>
Number load(const char* from) {
  Number number;
  std::memcpy(&number, from, sizeof number);
  return number;
}

template <class Number>
constexpr Number each_byte(unsigned char byte) {
  return static_cast<Number>(~Number{0} / 0xff * byte);
}

template <class Number>
bool is_ascii(Number bytes) {
  return (bytes & each_byte<Number>(0x80)) == 0;
}

// How many of the bytes stand before the first space. REQUIRES ASCII.
template <class Number>
unsigned before_space(Number bytes) {
  const Number other = bytes ^ each_byte<Number>(' ');
  const Number spaces = (other - each_byte<Number>(1)) & ~other & each_byte<Number>(0x80);  // exact up to the first
  return spaces == 0 ? sizeof(Number) : static_cast<unsigned>(std::countr_zero(spaces)) / 8;
}

// CLD2's marks in a hash for a space before and behind a gram.
constexpr std::uint32_t space_before = 0x00004444, space_behind = 0x44440000;

std::uint32_t spaces_around(const char* gram, unsigned size) {
  return (gram[-1] == ' ' ? space_before : 0) | (gram[size] == ' ' ? space_behind : 0);
}

// QuadHashV2 of at most four bytes.
std::uint32_t quad_hash(const char* gram, std::uint32_t bytes, unsigned size) {
  static constexpr std::uint32_t masks[5] = {0, 0xff, 0xffff, 0xffffff, 0xffffffff};
  bytes &= masks[size];
  return size == 0 ? 0 : (bytes ^ bytes >> 3) ^ spaces_around(gram, size);
}

// OctaHash40 of at most eight bytes.
std::uint64_t word_hash(const char* word, std::uint64_t bytes, unsigned size) {
  if (size == 0) return 0;
  if (size < 8) bytes &= (std::uint64_t{1} << 8 * size) - 1;
  const std::uint64_t low = bytes & 0xffffffff, high = bytes >> 32;
  std::uint64_t sum = low + high;
  sum += sum >> 17;
  sum += sum >> 9;
  return (((low ^ low >> 3) + (high ^ high << 4)) ^ spaces_around(word, size)) + ((sum & 0xff) << 32);
}

// Key and value of the entry, 0 where there is none. No branch depends on where in its bucket it is.
std::uint32_t entry(const CLD2::CLD2TableSummary& table, std::uint32_t bucket, std::uint32_t key) {
  const auto& entries = table.kCLDTable[bucket].keyvalue;
  std::uint32_t found = 0;
  for (int i = 3; i >= 0; --i) found = ((entries[i] ^ key) & table.kCLDTableKeyMask) == 0 ? entries[i] : found;
  return found;
}

std::uint32_t quad_bucket(const CLD2::CLD2TableSummary& table, std::uint32_t hash) {
  return (hash + (hash >> 12)) & (table.kCLDTableSize - 1);
}
std::uint32_t quad_entry(const CLD2::CLD2TableSummary& table, std::uint32_t hash) {
  return entry(table, quad_bucket(table, hash), hash);
}
std::uint32_t word_entry(const CLD2::CLD2TableSummary& table, std::uint64_t hash) {
  return entry(table, static_cast<std::uint32_t>(hash + (hash >> 12)) & (table.kCLDTableSize - 1),
               static_cast<std::uint32_t>(hash >> 4));
}

std::int32_t value_of(const CLD2::CLD2TableSummary& table, std::uint32_t entry) {
  return static_cast<std::int32_t>(entry & ~table.kCLDTableKeyMask);
}

// Of the letters a to z.
bool is_vowel(char letter) {
  constexpr unsigned vowels = 1u << 'a' % 32 | 1u << 'e' % 32 | 1u << 'i' % 32 | 1u << 'o' % 32 | 1u << 'u' % 32;
  return vowels >> letter % 32 & 1;
}

const char* skip_letters(const char* at, int letters) {
  for (; letters > 0; --letters) at += CLD2::kAdvanceOneCharButSpace[static_cast<unsigned char>(*at)];
  return at;
}

struct Gram {
  int at, next;  // where it starts, and where the next one does
  std::uint32_t hash;
};

// The gram of up to four letters at text[at].
Gram quad_at(const char* text, int at, int until) {
  // Where the next one starts: behind the word and its space where the word ends with this one, else two letters
  // further and over a vowel. All of it is told from one load, because each gram waits for the one before.
  const char* const gram = text + at;
  const auto bytes = load<std::uint64_t>(gram);
  if (is_ascii(static_cast<std::uint32_t>(bytes))) {
    const unsigned size = before_space(static_cast<std::uint32_t>(bytes));
    const bool ends = size < 4 || static_cast<char>(bytes >> 32) == ' ';
    const int end = at + static_cast<int>(ends ? size : 2);
    const int next = ends ? end + 1 : end + is_vowel(static_cast<char>(bytes >> 16));
    return {at, end < until ? next : until, quad_hash(gram, static_cast<std::uint32_t>(bytes), size)};
  }
  const char* const middle = skip_letters(gram, 2);
  const char* const behind = skip_letters(middle, 2);
  const char* const end = *behind == ' ' ? behind : middle;
  const int next = static_cast<int>(end - text) + CLD2::kAdvanceOneCharSpaceVowel[static_cast<unsigned char>(*end)];
  return {at, end < text + until ? next : until, CLD2::QuadHashV2(gram, static_cast<int>(behind - gram))};
}

}  // namespace

int cld2_quad_hits(const char* text, int from, int until, const CLD2::ScoringTables& tables,
                   CLD2::ScoringHitBuffer& hits) {
  const CLD2::CLD2TableSummary& first = *tables.quadgram_obj;
  const CLD2::CLD2TableSummary& second = *tables.quadgram_obj2;
  std::uint32_t recent[2] = {0, 0};  // hashes of the last two hits, which do not count again
  unsigned turn = 0;
  int at = text[from] == ' ' ? from + 1 : from, next = hits.next_base;
  while (at < until && next < hits.maxscoringhits) {
    // Some grams ahead, so that their buckets, which lie all over a megabyte, are fetched side by side.
    std::array<Gram, 32> grams;
    std::size_t count = 0;
    for (; at < until && count < grams.size(); at = grams[count++].next) {
      grams[count] = quad_at(text, at, until);
      __builtin_prefetch(&first.kCLDTable[quad_bucket(first, grams[count].hash)]);
    }
    for (const Gram& gram : std::span(grams).first(count)) {
      if (next == hits.maxscoringhits) {
        at = gram.at;
        break;
      }
      if (gram.hash == recent[0] || gram.hash == recent[1]) continue;
      std::uint32_t found = quad_entry(first, gram.hash);
      std::int32_t value = value_of(first, found);
      if (found == 0 && second.kCLDTableSize != 0) {
        found = quad_entry(second, gram.hash);
        value = static_cast<std::int32_t>(static_cast<std::uint32_t>(value_of(second, found)) | 0x80000000u);
      }
      if (found == 0) continue;
      recent[turn] = gram.hash;
      turn ^= 1;
      hits.base[next++] = {gram.at, value};
    }
  }
  hits.next_base = next;
  hits.base[next] = {at, 0};
  return at;
}

void cld2_word_hits(const char* text, int from, int until, const CLD2::ScoringTables& tables,
                    CLD2::ScoringHitBuffer& hits) {
  const CLD2::CLD2TableSummary& delta = *tables.deltaocta_obj;
  const CLD2::CLD2TableSummary& distinct = *tables.distinctocta_obj;
  const char* const limit = text + until + 1;  // with the space behind the last word
  const char* word = text + from;
  if (*word == ' ') ++word;
  const char* before = word;         // the word before
  std::uint64_t recent[2] = {0, 0};  // hashes of the last two words, which do not count again
  unsigned turn = 0;
  int next_delta = hits.next_delta, next_distinct = hits.next_distinct;
  while (word < limit && next_delta < hits.maxscoringhits && next_distinct < hits.maxscoringhits - 1) {
    const char* end;
    std::uint64_t hash;
    if (const auto bytes = load<std::uint64_t>(word); is_ascii(bytes)) {
      const unsigned size = before_space(bytes);
      end = word + size;
      hash = word_hash(word, bytes, size);
    } else {
      end = skip_letters(word, 8);
      hash = CLD2::OctaHash40(word, static_cast<int>(end - word));
    }
    while (end < limit && *end != ' ') end += text::char_length(*end);  // of a longer word
    if (end >= limit) {
      word = limit;
      break;
    }
    if (hash != recent[0] && hash != recent[1]) {
      recent[turn] = hash;
      turn ^= 1;
      if (recent[turn] != 0 && recent[turn] != hash)
        if (const std::uint32_t found = word_entry(distinct, CLD2::PairHash(recent[turn], hash)))
          hits.distinct[next_distinct++] = {static_cast<int>(before - text), value_of(distinct, found)};
      if (const std::uint32_t found = word_entry(distinct, hash))
        hits.distinct[next_distinct++] = {static_cast<int>(word - text), value_of(distinct, found)};
      if (const std::uint32_t found = word_entry(delta, hash))
        hits.delta[next_delta++] = {static_cast<int>(word - text), value_of(delta, found)};
    }
    before = word;
    word = end + 1;
  }
  hits.next_delta = next_delta;
  hits.next_distinct = next_distinct;
  hits.delta[next_delta] = hits.distinct[next_distinct] = {static_cast<int>(word - text), 0};
}

}  // namespace dsprep::models
