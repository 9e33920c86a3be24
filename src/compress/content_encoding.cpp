#include "compress/content_encoding.h"

#include <brotli/decode.h>
#include <isa-l/igzip_lib.h>
#include <zstd.h>

#include <algorithm>
#include <memory>

#include "base/ascii.h"
#include "compress/gzip_header.h"

namespace dsprep::compress {
namespace {

// What one call of a library gave.
struct Step {
  enum class State : std::uint8_t { goes_on, ended, starved, bad };
  std::size_t written = 0;
  State state = State::goes_on;
};
using State = Step::State;

// Calls `step(into, room)` until the body ends, `out` growing with what comes and never by more than it has to hold.
template <class Decode>
Inflated fill(std::size_t most, std::string& out, Decode decode) {
  const std::size_t begin = out.size();
  // One byte more than allowed, to see whether there is more.
  const std::size_t limit = std::min(most, out.max_size() / 2 - begin) + 1;
  std::size_t size = 0;
  Inflated inflated = Inflated::whole;
  for (;;) {
    if (begin + size == out.size()) out.resize(begin + std::min(limit, std::max<std::size_t>(2 * size, 32u << 10)));
    const Step step = decode(out.data() + begin + size, out.size() - begin - size);
    size += step.written;
    if (size > most) {
      inflated = Inflated::too_large;
      size = most;
    } else if (step.state == State::starved) {
      inflated = Inflated::cut_short;
    } else if (step.state == State::bad) {
      inflated = Inflated::damaged;
    } else if (step.state == State::goes_on) {
      continue;
    }
    out.resize(begin + size);
    return inflated;
  }
}

// ISA-L on the rest of a body: gzip behind its header, zlib, or bare deflate.
class Deflated {
 public:
  Deflated(std::string_view bytes, std::uint32_t checks) : bytes_(bytes), state_(std::make_unique<inflate_state>()) {
    start(checks);
  }
  void start(std::uint32_t checks) {
    isal_inflate_reset(state_.get());
    state_->crc_flag = checks;
  }
  std::string_view& rest() { return bytes_; }

  Step step(char* into, std::size_t room) {
    constexpr std::size_t most = 1u << 30;  // ISA-L counts in 32 bits
    state_->next_in = const_cast<std::uint8_t*>(reinterpret_cast<const std::uint8_t*>(bytes_.data()));
    state_->avail_in = static_cast<std::uint32_t>(std::min(bytes_.size(), most));
    state_->next_out = reinterpret_cast<std::uint8_t*>(into);
    state_->avail_out = static_cast<std::uint32_t>(std::min(room, most));
    const std::uint32_t given = state_->avail_in, offered = state_->avail_out;
    const auto before = state_->block_state;
    const int result = isal_inflate(state_.get());
    Step step{offered - state_->avail_out};
    if (result < 0) {
      step.state = State::bad;
      return step;
    }
    const std::size_t eaten = given - state_->avail_in;
    bytes_.remove_prefix(eaten);
    if (state_->block_state == ISAL_BLOCK_FINISH) step.state = State::ended;
    else if (bytes_.empty() && eaten == 0 && step.written == 0 && state_->block_state == before)
      step.state = State::starved;
    return step;
  }

 private:
  std::string_view bytes_;
  std::unique_ptr<inflate_state> state_;
};

// Deflate and Brotli have no magic number: text may be taken for them for some bytes. They hardly ever begin with so
// many characters of ASCII, and pages do.
bool looks_like_text(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  bytes = bytes.substr(0, 16);
  return std::all_of(bytes.begin(), bytes.end(),
                     [](char c) { return (c >= ' ' && c <= '~') || c == '\t' || c == '\n' || c == '\r'; });
}

// What `decode` appends, unless it fails on what is text as it stands.
template <class Decode>
Result<Inflated> unless_text(std::string_view bytes, std::string& out, Decode decode) {
  const std::size_t begin = out.size();
  DSPREP_TRY(const Inflated inflated, decode());
  const bool failed = inflated == Inflated::cut_short || inflated == Inflated::damaged;
  if (!failed || !looks_like_text(bytes)) return inflated;
  out.resize(begin);
  return Inflated::not_encoded;
}

bool begins_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

Inflated gunzip(std::string_view bytes, std::size_t most, std::string& out) {
  if (!begins_gzip(bytes)) return Inflated::not_encoded;
  Deflated deflated(bytes, ISAL_GZIP_NO_HDR_VER);
  GzipHeader header;
  return fill(most, out, [&](char* into, std::size_t room) -> Step {
    while (!header.complete()) {
      if (deflated.rest().empty()) return {0, State::starved};
      if (header.take(deflated.rest())) return {0, State::bad};
    }
    Step step = deflated.step(into, room);
    if (step.state == State::ended && begins_gzip(deflated.rest())) {  // a further member
      header = {};
      deflated.start(ISAL_GZIP_NO_HDR_VER);
      step.state = State::goes_on;
    }
    return step;
  });
}

Inflated undeflate(std::string_view bytes, std::size_t most, std::string& out) {
  const std::size_t begin = out.size();
  const auto run = [&](std::uint32_t checks) {
    Deflated deflated(bytes, checks);
    return fill(most, out, [&](char* into, std::size_t room) { return deflated.step(into, room); });
  };
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const bool has_header = bytes.size() >= 2 && (byte(0) & 0x8f) == 8 && (byte(0) << 8 | byte(1)) % 31 == 0;
  if (!has_header) return run(ISAL_DEFLATE);
  const Inflated inflated = run(ISAL_ZLIB);
  const bool is_bare = inflated == Inflated::damaged && out.size() == begin;
  return is_bare ? run(ISAL_DEFLATE) : inflated;
}

struct DestroyBrotli {
  void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
};

Result<Inflated> unbrotli(std::string_view bytes, std::size_t most, std::string& out) {
  const std::unique_ptr<BrotliDecoderState, DestroyBrotli> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr));
  if (!state) return failure("brotli: not enough memory: give fewer --threads");
  const auto* next = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::size_t left = bytes.size();
  return fill(most, out, [&](char* into, std::size_t room) -> Step {
    auto* to = reinterpret_cast<std::uint8_t*>(into);
    std::size_t free = room;
    const BrotliDecoderResult result = BrotliDecoderDecompressStream(state.get(), &left, &next, &free, &to, nullptr);
    switch (result) {
      case BROTLI_DECODER_RESULT_SUCCESS: return {room - free, State::ended};
      case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return {room - free, State::starved};
      case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: return {room - free, State::goes_on};
      default: return {room - free, State::bad};
    }
  });
}

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Result<Inflated> unzstd(std::string_view bytes, std::size_t most, std::string& out) {
  if (!bytes.starts_with("\x28\xb5\x2f\xfd")) return Inflated::not_encoded;
  const std::unique_ptr<ZSTD_DCtx, FreeZstd> context(ZSTD_createDCtx());
  if (!context) return failure("zstd: not enough memory: give fewer --threads");
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  return fill(most, out, [&](char* into, std::size_t room) -> Step {
    ZSTD_outBuffer to{into, room, 0};
    const std::size_t before = in.pos;
    const std::size_t result = ZSTD_decompressStream(context.get(), &to, &in);
    if (ZSTD_isError(result)) return {to.pos, State::bad};
    if (result == 0) return {to.pos, State::ended};
    const bool starved = in.pos == in.size && in.pos == before && to.pos == 0;
    return {to.pos, starved ? State::starved : State::goes_on};
  });
}

}  // namespace

std::optional<ContentEncoding> content_encoding_named(std::string_view token) {
  const std::string low = base::ascii_lowered(token);
  if (low.empty() || low == "identity" || low == "none") return ContentEncoding::identity;
  if (low == "gzip" || low == "x-gzip") return ContentEncoding::gzip;
  if (low == "deflate") return ContentEncoding::deflate;
  if (low == "br") return ContentEncoding::br;
  if (low == "zstd") return ContentEncoding::zstd;
  return std::nullopt;
}

Result<Inflated> inflate_body(std::string_view bytes, ContentEncoding encoding, std::size_t most, std::string& out) {
  // A body of nothing is the answer to a HEAD request or a 304, whatever the headers say.
  if (bytes.empty()) return Inflated::whole;
  switch (encoding) {
    case ContentEncoding::gzip: return gunzip(bytes, most, out);
    case ContentEncoding::deflate:
      return unless_text(bytes, out, [&]() -> Result<Inflated> { return undeflate(bytes, most, out); });
    case ContentEncoding::br: return unless_text(bytes, out, [&] { return unbrotli(bytes, most, out); });
    case ContentEncoding::zstd: return unzstd(bytes, most, out);
    case ContentEncoding::identity: break;
  }
  out.append(bytes.substr(0, most));
  return bytes.size() > most ? Inflated::too_large : Inflated::whole;
}

}  // namespace dsprep::compress
