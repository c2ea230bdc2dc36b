#include "graph/store/search/search_records.hpp"

#include <algorithm>

#include "graph/store/layout.hpp"
#include "graph/text/analysis.hpp"

namespace normgraph::store {

std::string to_text(const std::vector<SearchField>& fields) {
  std::string text;
  for (const SearchField& field : fields) text += field.language + ' ' + field.property + '\n';
  return text;
}

std::vector<SearchField> parse_search_fields(std::string_view text) {
  std::vector<SearchField> fields;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos || blank + 1 == line.size()) continue;
    SearchField field{std::string(line.substr(blank + 1)), std::string(line.substr(0, blank))};
    if (text::is_language(field.language)) fields.push_back(std::move(field));
  }
  return fields;
}

RecordWriter encode_state(const SearchState& state) {
  RecordWriter out;
  out.put(state.analysis);
  out.put(state.documents);
  out.put(state.words);
  out.put_text(to_text(state.fields));
  return out;
}

SearchState decode_state(Bytes record) {
  RecordReader in(record);
  SearchState state;
  state.analysis = in.get<std::uint32_t>();
  state.documents = in.get<std::uint64_t>();
  state.words = in.get<std::uint64_t>();
  state.fields = parse_search_fields(in.get_text());
  in.expect_end();
  return state;
}

RecordWriter encode_lengths(std::span<const std::uint32_t> lengths) {
  const std::uint32_t most = lengths.empty() ? 0 : std::ranges::max(lengths);
  const std::uint32_t width = most < 0x100 ? 1 : most < 0x10000 ? 2 : 4;
  RecordWriter out;
  out.put(static_cast<std::uint32_t>(lengths.size()));
  out.put(width);
  for (const std::uint32_t length : lengths)
    out.put_bytes({reinterpret_cast<const char*>(&length), width});
  return out;
}

LengthSegment::LengthSegment(Bytes record) {
  RecordReader in(record);
  size_ = in.get<std::uint32_t>();
  width_ = in.get<std::uint32_t>();
  if (size_ > length_range || (width_ != 1 && width_ != 2 && width_ != 4))
    corrupt("the lengths of texts");
  data_ = in.get_bytes(std::uint64_t{size_} * width_).data();
  in.expect_end();
}

void StoredLengths::load(std::size_t slot) const {
  const std::string key = search_lengths_key(static_cast<NodeId>(slot * length_range));
  const auto record = transaction_.get(key);
  if (record) record_body(key, *record);
  segments_[slot] = record ? LengthSegment(*record) : LengthSegment();
}

}  // namespace normgraph::store
