#include "tokenizers/sentencepiece_proto.h"

#include <cstring>
#include <optional>

#include "text/utf8.h"

namespace dsprep::tokenizers {
namespace {

// The fields of a message, one behind the other. What it does not know it passes over, as protocol buffers want it.
class Message {
 public:
  explicit Message(std::string_view bytes) : bytes_(bytes) {}

  // False at the end, and where the message is damaged.
  bool next() {
    if (at_ == bytes_.size()) return false;
    const auto key = varint();
    if (!key) return fail();
    field_ = *key >> 3;
    number_ = 0;
    data_ = {};
    switch (*key & 7) {
      case 0: {
        const auto value = varint();
        if (!value) return fail();
        number_ = *value;
        return true;
      }
      case 1: return take(8);
      case 2: {
        const auto size = varint();
        return size ? take(*size) : fail();
      }
      case 5: return take(4);
      default: return fail();
    }
  }
  bool damaged() const { return damaged_; }
  std::uint64_t field() const { return field_; }
  std::uint64_t number() const { return number_; }
  std::string_view data() const { return data_; }
  float real() const {
    float value = 0;
    if (data_.size() == sizeof value) std::memcpy(&value, data_.data(), sizeof value);
    return value;
  }

 private:
  bool fail() {
    damaged_ = true;
    return false;
  }
  bool take(std::uint64_t size) {
    if (size > bytes_.size() - at_) return fail();
    data_ = bytes_.substr(at_, size);
    at_ += size;
    return true;
  }
  std::optional<std::uint64_t> varint() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && at_ < bytes_.size(); shift += 7) {
      const auto byte = static_cast<unsigned char>(bytes_[at_++]);
      value |= std::uint64_t{byte & 0x7fu} << shift;
      if (byte < 0x80) return value;
    }
    return std::nullopt;
  }

  std::string_view bytes_, data_;
  std::size_t at_ = 0;
  std::uint64_t field_ = 0, number_ = 0;
  bool damaged_ = false;
};

bool read_piece(std::string_view bytes, SentencePieceProto& model) {
  SentencePieceProto::Piece piece;
  Message message(bytes);
  while (message.next()) {
    if (message.field() == 1) piece.text = message.data();
    if (message.field() == 2) piece.score = message.real();
    if (message.field() != 3) continue;
    if (message.number() < 1 || message.number() > 6) return false;
    piece.type = static_cast<SentencePieceProto::Type>(message.number());
  }
  model.pieces.push_back(piece);
  return !message.damaged() && text::valid_utf8(piece.text) && piece.text.size() <= 4096;
}

bool read_trainer(std::string_view bytes, SentencePieceProto& model) {
  Message message(bytes);
  while (message.next()) {
    if (message.field() == 3) model.model_type = message.number();
    if (message.field() == 24) model.whitespace_as_suffix = message.number() != 0;
    if (message.field() == 35) model.byte_fallback = message.number() != 0;
  }
  return !message.damaged();
}

bool read_normalizer(std::string_view bytes, SentencePieceProto& model) {
  Message message(bytes);
  while (message.next()) {
    if (message.field() == 2) model.charsmap = message.data();
    if (message.field() == 3) model.dummy_prefix = message.number() != 0;
    if (message.field() == 4) model.remove_extra_whitespaces = message.number() != 0;
    if (message.field() == 5) model.escape_whitespaces = message.number() != 0;
  }
  return !message.damaged();
}

}  // namespace

Result<SentencePieceProto> read_sentencepiece_proto(std::string_view bytes) {
  SentencePieceProto model;
  Message message(bytes);
  bool fine = true;
  while (fine && message.next()) {
    if (message.field() == 1) fine = read_piece(message.data(), model);
    if (message.field() == 2) fine = read_trainer(message.data(), model);
    if (message.field() == 3) fine = read_normalizer(message.data(), model);
  }
  if (!fine || message.damaged() || model.pieces.empty())
    return usage_error(
        "is no SentencePiece model, or one that is damaged or cut short; nor is it a tokenizer.json, vocab.txt or "
        ".tiktoken file");
  return model;
}

}  // namespace dsprep::tokenizers
