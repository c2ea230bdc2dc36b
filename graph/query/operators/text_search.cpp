#include "graph/query/operators/text_search.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace normgraph::query {
namespace {

/// Slots whose text holds `wanted`, found in ascending order.
class Matches {
 public:
  Matches(const store::ColumnSegment& segment, std::string_view wanted)
      : segment_(segment), text_(segment.all_text()), wanted_(wanted) {}

  /// Whether the slot matches; to be asked in ascending order.
  bool test(std::uint32_t slot) {
    const std::size_t begin = segment_.text_begin(slot);
    const std::size_t end = segment_.text_begin(slot + std::size_t{1});
    if (found_ < begin || !searched_) {
      searched_ = true;
      found_ = find_text(text_, wanted_, begin);
    }
    // A match that runs over the end of one text is none, but one may begin behind its first sign.
    while (found_ < end && found_ + wanted_.size() > end)
      found_ = find_text(text_, wanted_, found_ + 1);
    return found_ < end;
  }

 private:
  const store::ColumnSegment& segment_;
  std::string_view text_;
  std::string_view wanted_;
  std::size_t found_ = 0;
  bool searched_ = false;
};

}  // namespace

std::size_t find_text(std::string_view text, std::string_view wanted, std::size_t from) {
#if defined(__SSE2__)
  if (wanted.size() < 2) return text.find(wanted, from);
  const char* const begin = text.data();
  const __m128i first = _mm_set1_epi8(wanted.front()), last = _mm_set1_epi8(wanted.back());
  const std::size_t behind = wanted.size() - 1;
  for (; from + behind + 16 <= text.size(); from += 16) {
    const __m128i heads = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + from));
    const __m128i tails = _mm_loadu_si128(reinterpret_cast<const __m128i*>(begin + from + behind));
    const __m128i both = _mm_and_si128(_mm_cmpeq_epi8(heads, first), _mm_cmpeq_epi8(tails, last));
    for (auto bits = static_cast<unsigned>(_mm_movemask_epi8(both)); bits != 0; bits &= bits - 1) {
      const std::size_t at = from + static_cast<std::size_t>(std::countr_zero(bits));
      if (std::memcmp(begin + at + 1, wanted.data() + 1, wanted.size() - 2) == 0) return at;
    }
  }
#endif
  return text.find(wanted, from);
}

void keep_containing(const store::ColumnSegment& segment, std::string_view wanted,
                     SegmentRows& rows) {
  if (wanted.empty()) {  // every text contains it
    rows.keep([&](std::uint32_t row) {
      std::uint32_t slot = 0;
      return segment.find(rows.first + row, slot);
    });
    return;
  }
  Matches matches(segment, wanted);
  rows.keep([&](std::uint32_t row) {
    std::uint32_t slot = 0;
    return segment.find(rows.first + row, slot) && matches.test(slot);
  });
}

}  // namespace normgraph::query
