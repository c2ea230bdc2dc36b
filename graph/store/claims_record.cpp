#include "graph/store/claims_record.hpp"

#include "graph/store/cell.hpp"

namespace normgraph::store {

namespace {

void append_element(std::string& key, ElementId element) {
  append_big_endian(key, element.kind);
  append_big_endian(key, element.id);
}

/// Negative days before the others.
std::uint64_t ordered_day(std::int64_t day) {
  return static_cast<std::uint64_t>(day) ^ (std::uint64_t{1} << 63);
}

// ---- values ----

void put_value(RecordWriter& out, const Value& value) {
  if (value.is_null()) return out.put_text({});
  CellArena arena;
  std::string bytes;
  append_tagged(bytes, to_cell(value, arena));
  out.put_text(bytes);
}

Value get_value(RecordReader& in) {
  const Bytes bytes = in.get_text();
  return bytes.empty() ? Value() : to_value(read_tagged(bytes));
}

void put_period(RecordWriter& out, const std::optional<Period>& period) {
  put_value(out, period ? Value::period(*period) : Value());
}

std::optional<Period> get_period(RecordReader& in) {
  const Value value = get_value(in);
  if (value.is_null()) return std::nullopt;
  if (value.type() != Type::Period) corrupt("a claim's dates are no periods");
  return value.as_period();
}

template <class T, class Put>
void put_list(RecordWriter& out, const std::vector<T>& items, Put put) {
  out.put(static_cast<std::uint32_t>(items.size()));
  for (const T& item : items) put(item);
}

template <class Get>
auto get_list(RecordReader& in, Get get) {
  std::vector<decltype(get())> items;
  // Not reserved: the count is not to be trusted before the items are read.
  for (auto left = in.get<std::uint32_t>(); left > 0; --left) items.push_back(get());
  return items;
}

// ---- claims ----

void put_texts(RecordWriter& out, const std::vector<std::string>& texts) {
  put_list(out, texts, [&](const std::string& text) { out.put_text(text); });
}

std::vector<std::string> get_texts(RecordReader& in) {
  return get_list(in, [&] { return std::string(in.get_text()); });
}

void put_claim(RecordWriter& out, const Claim& claim) {
  out.put_text(claim.property);
  put_value(out, claim.value);
  put_period(out, claim.from);
  put_period(out, claim.to);
  put_period(out, claim.known);
  out.put(claim.known_day);
  out.put(static_cast<std::uint8_t>(claim.planned));
  out.put(static_cast<std::uint8_t>(claim.confidence));
  out.put(static_cast<std::uint8_t>(claim.rank));
  put_texts(out, claim.sources);
  put_texts(out, claim.corrects);
  out.put_text(claim.note);
}

/// A number that must be at most `limit`.
std::uint8_t get_small(RecordReader& in, std::uint8_t limit) {
  const auto number = in.get<std::uint8_t>();
  if (number > limit) corrupt("a claim's kind is not known");
  return number;
}

Claim get_claim(RecordReader& in) {
  Claim claim;
  claim.property = in.get_text();
  claim.value = get_value(in);
  claim.from = get_period(in);
  claim.to = get_period(in);
  claim.known = get_period(in);
  claim.known_day = in.get<std::int64_t>();
  claim.planned = get_small(in, 1) != 0;
  claim.confidence = static_cast<Confidence>(get_small(in, 3));
  claim.rank = static_cast<SourceRank>(get_small(in, 2));
  claim.sources = get_texts(in);
  claim.corrects = get_texts(in);
  claim.note = in.get_text();
  return claim;
}

}  // namespace

std::string claims_key(ElementId element) {
  std::string key = record_key(RecordKind::Claims);
  append_element(key, element);
  return key;
}

RecordWriter encode_claims(const ElementClaims& claims) {
  RecordWriter out;
  out.put(static_cast<std::uint8_t>(claims.absent));
  out.put(claims.start);
  out.put(claims.end);
  put_list(out, claims.labels, [&](LabelId label) { out.put(label); });
  put_list(out, claims.properties, [&](const auto& property) {
    out.put(property.first);
    put_value(out, property.second);
  });
  put_list(out, claims.claims, [&](const Claim& claim) { put_claim(out, claim); });
  put_list(out, claims.effective_days, [&](std::int64_t day) { out.put(day); });
  put_list(out, claims.known_days, [&](std::int64_t day) { out.put(day); });
  return out;
}

ElementClaims decode_claims(Bytes record) {
  RecordReader in(record);
  ElementClaims claims;
  claims.absent = get_small(in, 1) != 0;
  claims.start = in.get<NodeId>();
  claims.end = in.get<NodeId>();
  claims.labels = get_list(in, [&] { return in.get<LabelId>(); });
  claims.properties = get_list(in, [&] {
    const auto key = in.get<KeyId>();
    return std::pair(key, get_value(in));
  });
  claims.claims = get_list(in, [&] { return get_claim(in); });
  claims.effective_days = get_list(in, [&] { return in.get<std::int64_t>(); });
  claims.known_days = get_list(in, [&] { return in.get<std::int64_t>(); });
  in.expect_end();
  return claims;
}

std::string day_key(RecordKind list, std::int64_t day, ElementId element) {
  std::string key = record_key(list);
  append_big_endian(key, ordered_day(day));
  append_element(key, element);
  return key;
}

namespace {

ElementId element_of(Bytes day_key) {
  return {read_big_endian<std::uint16_t>(day_key, 9), read_big_endian<std::uint64_t>(day_key, 11)};
}

}  // namespace

void find_uncertain(const Snapshot& snapshot, std::int64_t day, std::vector<ElementId>& out) {
  constexpr auto list = RecordKind::UncertainDay;
  Cursor cursor(snapshot.transaction());
  for (bool more = cursor.seek(day_key(list, day + 1, {0, 0}));
       more && cursor.key().front() == static_cast<char>(list); more = cursor.next()) {
    record_body(cursor.key(), cursor.value());
    RecordReader in(cursor.value());
    if (in.get<std::int64_t>() <= day) out.push_back(element_of(cursor.key()));
  }
}

void find_days(const Snapshot& snapshot, RecordKind list, std::int64_t first, std::int64_t last,
               std::vector<ElementId>& out) {
  if (first > last) return;
  const char kind = static_cast<char>(list);
  Cursor cursor(snapshot.transaction());
  for (bool more = cursor.seek(day_key(list, first, {0, 0})); more && cursor.key().front() == kind;
       more = cursor.next()) {
    const Bytes key = cursor.key();
    if (read_big_endian<std::uint64_t>(key, 1) > ordered_day(last)) break;
    out.push_back(element_of(key));
  }
}

}  // namespace normgraph::store
