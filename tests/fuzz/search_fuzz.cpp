#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "grammar/error.hpp"
#include "graph/store/search/postings.hpp"
#include "graph/store/search/search_records.hpp"
#include "graph/store/search/search_words.hpp"
#include "graph/text/analysis.hpp"

// Any bytes as what somebody searches for, and as records of the full-text index: an answer or an
// Error; what was read can be written, and reads back as the same.

namespace {

using namespace normgraph;
using namespace normgraph::store;

void read_words(std::string_view text) {
  text::Stemmer stemmer("english");
  std::size_t before = 0;
  for (text::WordReader reader(text); reader.next();) {
    if (reader.word().size() > text::longest_word || reader.begin() < before ||
        reader.end() <= reader.begin() || reader.end() > text.size())
      std::abort();
    before = reader.end();
    stemmer.stem(reader.word());
  }
  for (const SearchItem& item : parse_search(text))
    if (item.words.empty() || item.words.size() > most_search_words) std::abort();
}

void read_postings(std::string_view bytes) {
  PostingList list;
  PostingSegment(bytes).append_to(list);
  const auto one = [](NodeId) { return 1u; };
  PostingList again;
  for (const EncodedSegment& segment : encode_postings(list, one, true))
    PostingSegment(segment.bytes).append_to(again);
  if (again.positions != list.positions || again.postings.size() != list.postings.size())
    std::abort();
}

void read_head(std::string_view bytes) {
  const TermHead head = decode_head(bytes);
  if (encode_head(head) != bytes) std::abort();
}

void read_records(const std::string& record) {
  const LengthSegment lengths(record);
  std::uint64_t sum = 0;
  for (std::uint32_t i = 0; i < lengths.size() + 2; ++i) sum += lengths.length(i);
  volatile std::uint64_t keep = sum;
  static_cast<void>(keep);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  try {
    switch (data[0] % 5) {
      case 0:
        read_words(bytes);
        break;
      case 1:
        read_postings(bytes);
        break;
      case 2:
        read_head(bytes);
        break;
      case 3:
        read_records(bytes);
        break;
      default:
        decode_state(bytes);
    }
  } catch (const Error&) {
  }
  return 0;
}
