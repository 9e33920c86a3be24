#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/spell.h"
#include "charset/charset.h"
#include "charset/decoder.h"
#include "charset/encodings.h"

namespace dsprep::charset {

std::unique_ptr<Decoder> decoder_of(const KnownEncoding& encoding) {
  switch (encoding.scheme) {
    case Scheme::utf_8: return utf_8_decoder();
    case Scheme::single_byte: return single_byte_decoder(encoding);
    case Scheme::gb18030: return gb18030_decoder();
    case Scheme::big5: return big5_decoder();
    case Scheme::euc_kr: return euc_kr_decoder();
    case Scheme::shift_jis: return shift_jis_decoder();
    case Scheme::euc_jp: return euc_jp_decoder();
    case Scheme::iso_2022_jp:
    case Scheme::iso_2022_kr:
    case Scheme::hz: return switching_decoder(encoding.scheme);
    default: return wide_decoder(encoding.scheme);
  }
}

struct Converter::State {
  std::unique_ptr<Decoder> decoder;
  std::string cut;  // the beginning of a character whose end has not come yet
  std::uint64_t undecodable = 0;

  // Appends the text of `bytes` to `out`, and returns how many it took.
  std::size_t run(std::string_view bytes, bool last, std::string& out) {
    const std::size_t before = out.size();
    out.resize(before + Decoder::room_for(bytes.size()));
    Output output{out.data() + before};
    const std::size_t taken = decoder->decode(bytes, last, output);
    out.resize(static_cast<std::size_t>(output.at - out.data()));
    undecodable += output.undecodable;
    return taken;
  }
};

Result<Converter> Converter::make(std::string_view name) {
  const KnownEncoding* const encoding = find_encoding(name);
  if (!encoding)
    return usage_error("no encoding is called \"" + std::string(name) + "\"" +
                       base::did_you_mean(name, encoding_names()));
  auto state = std::make_unique<State>();
  state->decoder = decoder_of(*encoding);
  return Converter(std::move(state));
}

Converter::Converter(std::unique_ptr<State> state) : state_(std::move(state)) {}
Converter::~Converter() = default;
Converter::Converter(Converter&&) noexcept = default;
Converter& Converter::operator=(Converter&&) noexcept = default;

void Converter::convert(std::string_view bytes, bool last, std::string& out) {
  State& state = *state_;
  if (!state.cut.empty()) {
    // With a few more bytes the character that was cut is whole, whatever it is.
    const std::size_t cut = state.cut.size();
    const std::size_t more = std::min<std::size_t>(bytes.size(), 4 * Decoder::longest);
    std::string joined = std::exchange(state.cut, {}).append(bytes.substr(0, more));
    const bool is_all = more == bytes.size();
    const std::size_t taken = state.run(joined, last && is_all, out);
    if (is_all) {
      state.cut = joined.substr(taken);
      return;
    }
    bytes.remove_prefix(taken - cut);
  }
  // Piece by piece, so that the room which is made for the worst case stays in the cache.
  constexpr std::size_t piece_size = 16u << 10;
  while (bytes.size() > piece_size) bytes.remove_prefix(state.run(bytes.substr(0, piece_size), false, out));
  bytes.remove_prefix(state.run(bytes, last, out));
  state.cut = bytes;
}

std::uint64_t Converter::undecodable() const { return state_->undecodable; }

void Converter::reset() {
  state_->decoder->reset();
  state_->cut.clear();
  state_->undecodable = 0;
}

}  // namespace dsprep::charset
