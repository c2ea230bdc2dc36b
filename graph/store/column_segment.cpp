#include "graph/store/column_segment.hpp"

#include <algorithm>
#include <bit>

#include "graph/store/layout.hpp"

namespace normgraph::store {

namespace {

void check_header(const ColumnHeader& h) {
  const bool range_ok = h.span <= column_range && std::has_single_bit(h.span) && h.count > 0 &&
                        h.first < h.span && h.count <= h.span - h.first && h.present <= h.count &&
                        h.start % h.span == 0;
  if (!range_ok || h.type > last_stored_type || h.presence > ColumnPresence::List)
    corrupt("the head of a column segment");
  const bool numbers = h.encoding == ColumnEncoding::Numbers;
  const bool tagged = h.encoding == ColumnEncoding::Tagged;
  if (h.encoding < ColumnEncoding::Numbers || h.encoding > ColumnEncoding::Tagged ||
      numbers != is_number(h.type) || tagged != (h.type == StoredType::Mixed))
    corrupt("the encoding of a column segment");
}

template <class T>
bool all_below(std::span<const T> codes, std::uint32_t limit) {
  return std::ranges::all_of(codes, [&](T code) { return code < limit; });
}

}  // namespace

ColumnSegment::ColumnSegment(AlignedRecord record) : record_(std::move(record)) {
  RecordReader in(record_.bytes());
  header_ = in.get<ColumnHeader>();
  check_header(header_);
  read_presence(in);
  const bool listed = header_.presence == ColumnPresence::List;
  read_values(in, listed ? header_.present : header_.count);
  in.expect_end();
}

void ColumnSegment::read_presence(RecordReader& in) {
  if (header_.presence == ColumnPresence::All) {
    if (header_.present != header_.count) corrupt("the presence of a column segment");
  } else if (header_.presence == ColumnPresence::Bitmap) {
    bitmap_ = in.get_array<std::uint64_t>((header_.count + 63) / 64);
  } else {
    positions_ = in.get_array<std::uint16_t>(header_.present);
    const bool ascending =
        std::ranges::adjacent_find(positions_, std::greater_equal<>()) == positions_.end();
    if (!ascending || (!positions_.empty() && positions_.back() >= header_.count))
      corrupt("the positions of a column segment");
  }
}

void ColumnSegment::read_values(RecordReader& in, std::uint32_t slots) {
  const std::uint8_t width = header_.width;
  switch (header_.encoding) {
    case ColumnEncoding::Numbers:
      if (width != 0 && (width > 8 || !std::has_single_bit(width))) corrupt("the width of numbers");
      values_ = in.get_array<char>(std::uint64_t{slots} * width).data();
      break;
    case ColumnEncoding::Fixed:
      text_ = Bytes(in.get_array<char>(std::uint64_t{slots} * width).data(), slots * width);
      break;
    case ColumnEncoding::Dictionary:
      read_texts(in, header_.distinct);
      read_codes(in, slots);
      break;
    default:
      read_texts(in, slots);
  }
}

void ColumnSegment::read_texts(RecordReader& in, std::uint32_t texts) {
  offsets_ = in.get_array<std::uint32_t>(std::uint64_t{texts} + 1);
  if (offsets_.front() != 0 || !std::ranges::is_sorted(offsets_)) corrupt("the offsets of texts");
  const auto bytes = in.get_array<char>(offsets_.back());
  text_ = {bytes.data(), bytes.size()};
}

void ColumnSegment::read_codes(RecordReader& in, std::uint32_t slots) {
  bool sound = false;
  const auto read = [&]<class T>(T) {
    const auto codes = in.get_array<T>(slots);
    values_ = reinterpret_cast<const char*>(codes.data());
    sound = all_below(codes, header_.distinct);
  };
  if (header_.width == 1) read(std::uint8_t{});
  if (header_.width == 2) read(std::uint16_t{});
  if (header_.width == 4) read(std::uint32_t{});
  if (!sound) corrupt("the codes of a column segment");
}

bool ColumnSegment::find_listed(std::uint32_t& slot) const {
  const auto found = std::ranges::lower_bound(positions_, slot);
  if (found == positions_.end() || *found != slot) return false;
  slot = static_cast<std::uint32_t>(found - positions_.begin());
  return true;
}

Bytes ColumnSegment::bytes(std::uint32_t slot) const {
  if (header_.encoding == ColumnEncoding::Dictionary) return dictionary(code(slot));
  const std::size_t begin = text_begin(slot);
  return text_.substr(begin, text_begin(std::size_t{slot} + 1) - begin);
}

Cell ColumnSegment::cell(std::uint32_t slot) const {
  if (header_.encoding == ColumnEncoding::Numbers) return {header_.type, number(slot), {}};
  if (header_.encoding == ColumnEncoding::Tagged) return read_tagged(bytes(slot));
  return {header_.type, 0, bytes(slot)};
}

}  // namespace normgraph::store
