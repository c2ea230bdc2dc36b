#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/ids.hpp"
#include "graph/value/temporal.hpp"

namespace normgraph {

enum class Type : std::uint8_t {
  Null,
  Boolean,
  Integer,
  Float,
  String,
  List,
  Map,
  Node,
  Relationship,
  Path,
  Date,
  Time,
  LocalTime,
  DateTime,
  LocalDateTime,
  Duration,
  Period,
  Stage,
};
/// "INTEGER", "LOCAL DATETIME", …: for messages.
std::string_view type_name(Type type);

class Value;
using List = std::vector<Value>;
/// Entries in the order of their keys (by bytes), each key once.
using Map = std::vector<std::pair<std::string, Value>>;

/// A path: n + 1 nodes and n relationships.
struct Path {
  std::vector<NodeId> nodes;
  std::vector<RelationshipRef> relationships;
};

/// What a node or relationship in a finished result carries, copied out of the graph.
struct ElementRecord {
  std::vector<std::string> labels;  // sorted; of a relationship: its one type
  Map properties;
};
/// The copied elements of a path.
struct PathRecord {
  Path path;
  std::vector<ElementRecord> nodes, relationships;
};

/// One value of any type: 24 bytes; strings, lists, maps, paths, durations and periods are shared
/// and immutable behind a counted pointer (copying is cheap and thread-safe).
///
/// Inside the engine a node is its id and a relationship its id and ends. In a Result they carry an
/// ElementRecord as well (`record()`), so that they outlive the statement.
class Value {
 public:
  Value() noexcept = default;
  Value(const Value& other) noexcept : payload_(other.payload_), tag_(other.tag_) { retain(); }
  Value(Value&& other) noexcept : payload_(other.payload_), tag_(other.tag_) { other.tag_ = {}; }
  Value& operator=(Value other) noexcept {
    swap(other);
    return *this;
  }
  ~Value() { release(); }
  void swap(Value& other) noexcept {
    std::swap(payload_, other.payload_);
    std::swap(tag_, other.tag_);
  }

  /// Lists and maps nest at most so deep, because comparing, printing and freeing them recurse; and
  /// hold at most so many entries in all, those of inner ones counted as often as they occur:
  /// sharing keeps [[x, x], [x, x]] small in memory, but not what is printed or compared.
  static constexpr std::uint16_t max_nesting = 1000;
  static constexpr std::uint32_t max_entries = 200'000'000;

  static Value boolean(bool v) {
    Value r(Type::Boolean);
    r.payload_.boolean = v;
    return r;
  }
  static Value integer(std::int64_t v) {
    Value r(Type::Integer);
    r.payload_.integer = v;
    return r;
  }
  static Value real(double v) {
    Value r(Type::Float);
    r.payload_.real = v;
    return r;
  }
  static Value string(std::string v) { return make<std::string>(Type::String, std::move(v)); }
  static Value string(std::string_view v) {
    return make<std::string>(Type::String, std::string(v));
  }
  static Value string(const char* v) { return make<std::string>(Type::String, std::string(v)); }
  /// Throws Error{Limit} (NG6020, NG6021) beyond max_nesting and max_entries; so does map().
  static Value list(List v);
  /// Sorts by key; of equal keys the last wins.
  static Value map(Map v);
  static Value node(NodeId v) {
    Value r(Type::Node);
    r.payload_.node = v;
    return r;
  }
  static Value relationship(RelationshipRef v) {
    Value r(Type::Relationship);
    r.payload_.relationship = v;
    return r;
  }
  static Value path(Path v) { return make<Path>(Type::Path, std::move(v)); }
  static Value date(Date v) {
    Value r(Type::Date);
    r.payload_.date = v;
    return r;
  }
  static Value time(Time v) {
    Value r(Type::Time);
    r.payload_.time = v;
    return r;
  }
  static Value local_time(LocalTime v) {
    Value r(Type::LocalTime);
    r.payload_.local_time = v;
    return r;
  }
  static Value date_time(DateTime v) {
    Value r(Type::DateTime);
    r.payload_.date_time = v;
    return r;
  }
  static Value local_date_time(LocalDateTime v) {
    Value r(Type::LocalDateTime);
    r.payload_.local_date_time = v;
    return r;
  }
  static Value duration(Duration v) { return make<Duration>(Type::Duration, v); }
  static Value period(Period v) { return make<Period>(Type::Period, v); }
  static Value stage(Stage v) {
    Value r(Type::Stage);
    r.payload_.stage = v;
    return r;
  }
  /// Elements with their copied contents, for results.
  static Value detached_node(NodeId id, ElementRecord record);
  static Value detached_relationship(RelationshipRef ref, ElementRecord record);
  static Value detached_path(PathRecord record);

  Type type() const noexcept { return tag_.type; }
  bool is_null() const noexcept { return tag_.type == Type::Null; }
  bool is_number() const noexcept { return tag_.type == Type::Integer || tag_.type == Type::Float; }

  // Each requires the type of its name.
  bool as_boolean() const { return payload_.boolean; }
  std::int64_t as_integer() const { return payload_.integer; }
  double as_float() const { return payload_.real; }
  /// Integer or Float as a double.
  double as_number() const {
    return tag_.type == Type::Integer ? static_cast<double>(payload_.integer) : payload_.real;
  }
  const std::string& as_string() const { return get<std::string>(); }
  const List& as_list() const { return get<List>(); }
  const Map& as_map() const { return get<Map>(); }
  NodeId as_node() const { return tag_.shared ? get<DetachedNode>().id : payload_.node; }
  RelationshipRef as_relationship() const {
    return tag_.shared ? get<DetachedRelationship>().ref : payload_.relationship;
  }
  const Path& as_path() const { return tag_.record_path ? get<PathRecord>().path : get<Path>(); }
  Date as_date() const { return payload_.date; }
  Time as_time() const { return payload_.time; }
  LocalTime as_local_time() const { return payload_.local_time; }
  DateTime as_date_time() const { return payload_.date_time; }
  LocalDateTime as_local_date_time() const { return payload_.local_date_time; }
  const Duration& as_duration() const { return get<Duration>(); }
  const Period& as_period() const { return get<Period>(); }
  Stage as_stage() const { return payload_.stage; }

  /// The copied contents of a node or relationship of a result; null inside the engine.
  const ElementRecord* record() const;
  /// The copied contents of a path of a result; null inside the engine.
  const PathRecord* path_record() const;

 private:
  struct Counted {
    std::atomic<std::uint32_t> count{1};
    virtual ~Counted() = default;
  };
  template <class T>
  struct Box final : Counted {
    T value;
    explicit Box(T v) : value(std::move(v)) {}
  };
  struct DetachedNode {
    NodeId id;
    ElementRecord record;
  };
  struct DetachedRelationship {
    RelationshipRef ref;
    ElementRecord record;
  };

  /// Takes an entry into account, for the limits.
  void count_entry(const Value& entry);

  explicit Value(Type type) noexcept { tag_.type = type; }
  template <class T>
  static Value make(Type type, T v) {
    Value r(type);
    r.payload_.counted = new Box<T>(std::move(v));
    r.tag_.shared = true;
    return r;
  }
  template <class T>
  const T& get() const {
    return static_cast<const Box<T>*>(payload_.counted)->value;
  }
  void retain() const noexcept {
    if (tag_.shared) payload_.counted->count.fetch_add(1, std::memory_order_relaxed);
  }
  void release() noexcept {
    if (tag_.shared && payload_.counted->count.fetch_sub(1, std::memory_order_acq_rel) == 1)
      delete payload_.counted;
  }

  union Payload {
    std::uint64_t nothing[2] = {0, 0};
    bool boolean;
    std::int64_t integer;
    double real;
    NodeId node;
    RelationshipRef relationship;
    Date date;
    Time time;
    LocalTime local_time;
    DateTime date_time;
    LocalDateTime local_date_time;
    Stage stage;
    Counted* counted;
    Payload() {}
  } payload_;
  struct Tag {
    Type type = Type::Null;
    bool shared : 1 = false;       // the payload is counted
    bool record_path : 1 = false;  // a PathRecord, not a Path
    // Of a list or map: how deep it nests, itself included, and how many entries it has in all.
    std::uint16_t nesting = 0;
    std::uint32_t entries = 0;
  } tag_;
};

/// A property's value may be: boolean, number, string, temporal, period, stage, and lists of those.
bool is_storable(const Value& value);
/// The entry of `key` in a map, null when absent.
const Value* find(const Map& map, std::string_view key);

}  // namespace normgraph
