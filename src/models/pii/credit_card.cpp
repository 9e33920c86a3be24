// Payment cards: ISO/IEC 7812 prefixes of the networks, their lengths, and Luhn. A 13-digit number is as likely an EAN,
// and lengths that only Maestro has are everything else: these need words beside them. Timestamps begin with no card's
// prefix. Groups of four in a row of numbers may be the row's: an expiry date, a price, a year or another card beside
// them is fine, a table needs words.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

// Cards that begin with `from` to `to`, as six digits. `lengths`: bit n for n digits.
struct Network {
  unsigned from, to;
  std::uint32_t lengths;
  bool weak = false;
};

constexpr std::uint32_t length(unsigned n) { return 1u << n; }
constexpr std::uint32_t lengths(unsigned a, unsigned b) { return (1u << (b + 1)) - (1u << a); }

constexpr Network networks[] = {
    {400000, 499999, length(13) | length(16) | length(19)},  // Visa
    {510000, 559999, length(16)},
    {222100, 272099, length(16)},  // Mastercard
    {340000, 349999, length(15)},
    {370000, 379999, length(15)},  // American Express
    {300000, 305999, length(14)},
    {309500, 309599, length(14)},
    {360000, 369999, length(14)},
    {380000, 399999, length(14)},  // Diners
    {601100, 601199, lengths(16, 19)},
    {644000, 659999, lengths(16, 19)},  // Discover
    {352800, 358999, lengths(16, 19)},
    {213100, 213199, length(15)},
    {180000, 180099, length(15)},  // JCB
    {620000, 629999, lengths(16, 19)},
    {810000, 817199, lengths(16, 19)},  // UnionPay
    {220000, 220499, lengths(16, 19)},  // Mir
    {606985, 607984, length(16)},
    {608001, 608500, length(16)},
    {508500, 508999, length(16)},  // RuPay
    {979200, 979289, length(16)},  // Troy
    {500000, 508499, lengths(12, 19), true},
    {560000, 589999, lengths(12, 19), true},  // Maestro
    {630400, 630499, lengths(12, 19), true},
    {639000, 639099, lengths(12, 19), true},
    {675900, 676999, lengths(12, 19), true},
    {100000, 199999, length(15), true},  // UATP
};

constexpr std::string_view words[] = {"card",    "credit",      "debit",  "visa",       "mastercard", "amex",
                                      "payment", "pan",         "cc",     "cvv",        "maestro",    "uatp",
                                      "karte",   "kreditkarte", "carte",  "tarjeta",    "carta",      "cartão",
                                      "卡号",    "信用卡",      "银行卡", "クレジット", "카드"};

const Network* network_of(std::span<const std::uint8_t> digits) {
  const unsigned prefix = number_of(digits.first(6));
  for (const Network& network : networks)
    if (prefix >= network.from && prefix <= network.to && (network.lengths >> digits.size() & 1)) return &network;
  return nullptr;
}

bool is_card(std::span<const std::uint8_t> digits) {
  return network_of(digits) != nullptr && luhn(digits) && !all_equal(digits);
}

// How many whole numbers (2024, not 12/26, 12:30, $100.00) stand beside the number on its line, of the five words of
// digits and their marks on either side.
unsigned numbers_beside(const Scan& scan, std::size_t begin, std::size_t end) {
  constexpr unsigned most = 5;
  constexpr std::size_t longest = 24;
  const auto numeric = [](char c) {
    return is_digit(c) || std::string_view(".,:/-+$%").find(c) != std::string_view::npos;
  };
  const auto whole = [&](std::size_t from, std::size_t to) {
    for (; from < to; ++from)
      if (!is_digit(scan.text[from])) return false;
    return true;
  };
  unsigned count = 0;
  std::size_t i = begin;
  for (unsigned seen = 0; seen < most && scan.before(i) == ' '; ++seen) {
    std::size_t from = i - 1;
    while (from > 0 && numeric(scan.text[from - 1]) && i - from < longest) --from;
    if (from == i - 1 || (from > 0 && scan.text[from - 1] != ' ' && scan.text[from - 1] != '\n')) break;
    count += whole(from, i - 1);
    i = from;
  }
  i = end;
  for (unsigned seen = 0; seen < most && scan.at(i) == ' '; ++seen) {
    std::size_t to = i + 1;
    while (numeric(scan.at(to)) && to - i < longest) ++to;
    if (to == i + 1 || is_word(scan.at(to))) break;
    count += whole(i + 1, to);
    i = to;
  }
  return count;
}

// 0526: a month and a year to come, as cards say when they expire.
bool expiry(const Scan& scan, std::size_t i) {
  const auto two = [&](std::size_t at) { return (scan.at(at) - '0') * 10 + scan.at(at + 1) - '0'; };
  return two(i) >= 1 && two(i) <= 12 && two(i + 2) >= 20 && two(i + 2) <= 39;
}

// 12-26 and 12/26 behind a card and a dash.
bool expiry_behind_dash(const Scan& scan, std::size_t end) {
  const char mark = scan.at(end + 3);
  if ((mark != '-' && mark != '/') || !is_digit(scan.at(end + 4)) || !is_digit(scan.at(end + 5))) return false;
  const char tens = scan.at(end + 1), ones = scan.at(end + 2);
  return (tens == '0' && ones >= '1' && ones <= '9') || (tens == '1' && ones >= '0' && ones <= '2');
}

struct Form {
  std::initializer_list<unsigned> groups;
  unsigned digits;
};

// The groups in which cards are written. Where two fit, the longer is asked first.
constexpr std::initializer_list<unsigned> fours_and_three = {4, 4, 4, 4, 3}, fours = {4, 4, 4, 4}, amex = {4, 6, 5},
                                          diners = {4, 6, 4}, long_tail = {6, 13}, fours_and_one = {4, 4, 4, 1};
constexpr Form forms[] = {{fours_and_three, 19}, {fours, 16},     {amex, 15},
                          {diners, 14},          {long_tail, 19}, {fours_and_one, 13}};

// A card at the beginning of the run, by form and check digit; end 0 where there is none.
struct Card {
  std::size_t end = 0;
  unsigned digits = 0;
  bool grouped = false;
};
Card card_at(const Scan& scan, const NumberRun& run) {
  const auto fits = [&](std::size_t end, unsigned digits) {
    return end != 0 && is_card(std::span(run.digits).first(digits)) &&
           (scan.at(end) != '-' || !is_digit(scan.at(end + 1)) || expiry_behind_dash(scan, end));
  };
  if (const unsigned digits = run.groups[0].size(); digits >= 12) {
    const std::size_t end = digits <= 19 ? scan.shape(run, {digits}, "", true) : 0;
    return fits(end, digits) ? Card{end, digits, false} : Card{};
  }
  for (const Form& form : forms)
    if (const std::size_t end = scan.shape(run, form.groups, " -.~", true); fits(end, form.digits))
      return {end, form.digits, true};
  return {};
}

// Whether a card in groups, with spaces between, is a number of its own rather than some columns of a table.
bool stands_alone(const Scan& scan, const NumberRun& run, const Card& card) {
  const std::size_t begin = run.begin(), end = card.end;
  const bool card_before = begin > 0 && scan.found_up_to(begin - 1);
  bool card_behind = false;
  if (scan.at(end) == ' ' && is_digit(scan.at(end + 1))) {
    const NumberRun next = scan.run_at(end + 1);
    const Card other = card_at(scan, next);
    card_behind = other.end != 0 && !network_of(std::span(next.digits).first(other.digits))->weak;
  }
  constexpr unsigned most_beside = 3;  // 12 26 123
  if (!card_before && !card_behind && numbers_beside(scan, begin, end) > most_beside) return false;
  if (run.groups[1].size() != 4) return true;  // a rhythm no table has
  const Scan::Row row = scan.row_beside(begin, end, 4);
  const auto date = [&](unsigned groups, std::size_t i) { return groups == 1 && (expiry(scan, i) || scan.year_at(i)); };
  return (row.before == 0 || card_before || date(row.before, begin - 5)) &&
         (row.behind == 0 || card_behind || date(row.behind, end + 1));
}

}  // namespace

void credit_card_number(Scan& scan, const NumberRun& run) {
  if (run.size < 12) return;
  const Card card = card_at(scan, run);
  if (card.end == 0) return;
  const bool weak = network_of(std::span(run.digits).first(card.digits))->weak ||
                    (!card.grouped && (card.digits == 13 || run.fraction)) ||
                    (card.grouped && run.separators[0] == ' ' && !stands_alone(scan, run, card));
  if (weak && !scan.near(Kind::credit_card, run.begin(), card.end, words)) return;
  scan.add(Kind::credit_card, run.begin(), card.end, "luhn", true);
}

}  // namespace dsprep::models::pii
