// The detectors: one a file, all of one of these forms. Which is asked where: scanner.h.
#pragma once

#include <span>
#include <string_view>

#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {

// A token is a maximal run of letters, digits and '_' (ASCII); these are asked for tokens that hold a digit.
struct Token {
  std::size_t begin, end;
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
};

struct Detector {
  Kind kind;
  void (*number)(Scan&, const NumberRun&) = nullptr;  // from the first digit of a token of nothing but digits
  void (*token)(Scan&, Token) = nullptr;              // from a token with letters and digits
  void (*at_sign)(Scan&, std::size_t) = nullptr;      // from an '@'
  void (*colon)(Scan&, std::size_t) = nullptr;        // from a ':'
  void (*mark)(Scan&, std::size_t) = nullptr;  // from a '-' or '.' with a letter, digit, '_' or another '-' behind it
  void (*underscore)(Scan&, std::size_t) = nullptr;  // from a '_' with an 'f' before it
  void (*whole)(Scan&) = nullptr;                    // once, before all else
};

// The table that lists them all.
std::span<const Detector> all_detectors();

// A detector's functions are named after its file.
void find_private_keys(Scan&);
void api_key_token(Scan&, Token);
void api_key_mark(Scan&, std::size_t);
void api_key_colon(Scan&, std::size_t);
void api_key_underscore(Scan&, std::size_t);
void url_colon(Scan&, std::size_t);  // url and url_userinfo
void email_at_sign(Scan&, std::size_t);
void credit_card_number(Scan&, const NumberRun&);
void iban_token(Scan&, Token);
void cn_resident_id_number(Scan&, const NumberRun&);
void cn_resident_id_token(Scan&, Token);
void us_ssn_number(Scan&, const NumberRun&);
void us_itin_number(Scan&, const NumberRun&);
void uk_nino_number(Scan&, const NumberRun&);
void uk_nino_token(Scan&, Token);
void uk_nhs_number(Scan&, const NumberRun&);
void es_nif_number(Scan&, const NumberRun&);
void es_nif_token(Scan&, Token);
void it_codice_fiscale_token(Scan&, Token);
void pl_pesel_number(Scan&, const NumberRun&);
void se_personnummer_number(Scan&, const NumberRun&);
void fi_hetu_number(Scan&, const NumberRun&);
void fi_hetu_token(Scan&, Token);
void kr_rrn_number(Scan&, const NumberRun&);
void sg_nric_token(Scan&, Token);
void in_aadhaar_number(Scan&, const NumberRun&);
void in_pan_token(Scan&, Token);
void au_tfn_number(Scan&, const NumberRun&);
void au_medicare_number(Scan&, const NumberRun&);
void cn_bank_card_number(Scan&, const NumberRun&);
void cn_mobile_number(Scan&, const NumberRun&);
void passport_number(Scan&, const NumberRun&);
void passport_token(Scan&, Token);
void phone_number(Scan&, const NumberRun&);
void ip_number(Scan&, const NumberRun&);
void ip_colon(Scan&, std::size_t);  // IPv6, and MAC addresses with colons
void mac_mark(Scan&, std::size_t);
void mac_number(Scan&, const NumberRun&);
void mac_token(Scan&, Token);
void date_of_birth_number(Scan&, const NumberRun&);
void date_of_birth_token(Scan&, Token);

}  // namespace dsprep::models::pii
