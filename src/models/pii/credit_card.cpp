// Payment cards: ISO/IEC 7812 prefixes of the networks, their lengths, and Luhn. A 13-digit number is as likely an EAN, and
// lengths that only Maestro has are everything else: these need words beside them. Timestamps begin with no card's prefix.
#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"

namespace dsprep::models::pii {
namespace {

// Cards that begin with `from` to `to`, as six digits. `lengths`: bit n for n digits.
struct Network { unsigned from, to; std::uint32_t lengths; bool weak = false; };

constexpr std::uint32_t length(unsigned n) { return 1u << n; }
constexpr std::uint32_t lengths(unsigned a, unsigned b) { return (1u << (b + 1)) - (1u << a); }

constexpr Network networks[] = {
    {400000, 499999, length(13) | length(16) | length(19)},             // Visa
    {510000, 559999, length(16)}, {222100, 272099, length(16)},         // Mastercard
    {340000, 349999, length(15)}, {370000, 379999, length(15)},         // American Express
    {300000, 305999, length(14)}, {309500, 309599, length(14)}, {360000, 369999, length(14)}, {380000, 399999, length(14)},   // Diners
    {601100, 601199, lengths(16, 19)}, {644000, 659999, lengths(16, 19)},   // Discover
    {352800, 358999, lengths(16, 19)},                                  // JCB
    {620000, 629999, lengths(16, 19)}, {810000, 817199, lengths(16, 19)},   // UnionPay
    {220000, 220499, lengths(16, 19)},                                  // Mir
    {606985, 607984, length(16)}, {608001, 608500, length(16)}, {508500, 508999, length(16)},   // RuPay
    {979200, 979289, length(16)},                                       // Troy
    {500000, 508499, lengths(12, 19), true}, {560000, 589999, lengths(12, 19), true},           // Maestro
    {630400, 630499, lengths(12, 19), true}, {639000, 639099, lengths(12, 19), true}, {675900, 676999, lengths(12, 19), true},
    {100000, 199999, length(15), true},                                 // UATP
};

constexpr std::string_view words[] = {"card", "credit", "debit", "visa", "mastercard", "amex", "payment", "pan", "cc", "cvv", "maestro",
                                      "uatp", "karte", "kreditkarte", "carte", "tarjeta", "carta", "cartão", "卡号", "信用卡", "银行卡", "クレジット", "카드"};

const Network* network_of(std::span<const std::uint8_t> digits) {
  const unsigned prefix = number_of(digits.first(6));
  for (const Network& network : networks)
    if (prefix >= network.from && prefix <= network.to && (network.lengths >> digits.size() & 1)) return &network;
  return nullptr;
}

}  // namespace

void credit_card_number(Scan& scan, const NumberRun& run) {
  if (run.size < 12) return;
  std::size_t end = 0;
  unsigned digits = 0;
  bool grouped = true;
  constexpr std::string_view separators = " -";
  if (run.groups[0].size() >= 12) {
    grouped = false;
    digits = run.groups[0].size();
    end = scan.solid(run, digits);
  } else if ((end = scan.shape(run, {4, 4, 4, 4, 3}, separators))) { digits = 19;
  } else if ((end = scan.shape(run, {4, 4, 4, 4}, separators))) { digits = 16;
  } else if ((end = scan.shape(run, {4, 6, 5}, separators))) { digits = 15;
  } else if ((end = scan.shape(run, {4, 6, 4}, separators))) { digits = 14;
  } else if ((end = scan.shape(run, {6, 13}, separators))) { digits = 19;
  } else if ((end = scan.shape(run, {4, 4, 4, 1}, separators))) { digits = 13; }
  if (end == 0 || digits < 12 || digits > 19) return;
  const std::span<const std::uint8_t> card(run.digits, digits);
  const Network* network = network_of(card);
  if (network == nullptr || !luhn(card) || all_equal(card)) return;
  const bool weak = network->weak || (!grouped && digits == 13);
  if (weak && !scan.near(run.begin(), end, words)) return;
  scan.add(Kind::credit_card, run.begin(), end, "luhn", true);
}

}  // namespace dsprep::models::pii
