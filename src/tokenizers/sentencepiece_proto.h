// What a SentencePiece model file says: the parts of its protocol buffer (sentencepiece_model.proto) that encoding
// needs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::tokenizers {

struct SentencePieceProto {
  enum class Type : std::uint8_t { normal = 1, unknown, control, user_defined, unused, byte };
  struct Piece {
    std::string_view text;
    float score = 0;
    Type type = Type::normal;
  };
  std::vector<Piece> pieces;     // by id
  std::uint64_t model_type = 1;  // 1: unigram, 2: BPE, 3: words, 4: characters
  bool whitespace_as_suffix = false, byte_fallback = false;
  std::string_view charsmap;
  bool dummy_prefix = true, remove_extra_whitespaces = true, escape_whitespaces = true;
};

// Views of `bytes`.
Result<SentencePieceProto> read_sentencepiece_proto(std::string_view bytes);

}  // namespace dsprep::tokenizers
