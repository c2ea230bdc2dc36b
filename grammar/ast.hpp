#pragma once

// The tree of a statement: what the grammar makes of text, on the standard library alone.
// Nodes are move-only structs in variants; every expression, clause and pattern part knows its
// place in the text (Span). Nothing here knows of storage or of meaning.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "grammar/error.hpp"

namespace normgraph::ast {

struct Expression;
struct Query;
struct Pattern;
struct PathPattern;
struct LabelExpression;
using ExpressionPtr = std::unique_ptr<Expression>;
using QueryPtr = std::unique_ptr<Query>;
using LabelExpressionPtr = std::unique_ptr<LabelExpression>;

/// A name together with its place, for messages.
struct Name {
  std::string text;
  Span span;
};

// ---- label expressions: A|B&!C, % ---------------------------------------------------------------
struct LabelExpression {
  enum class Kind : std::uint8_t { Name, Any, Not, And, Or };
  Kind kind = Kind::Name;
  Name name;                                 // Name
  std::vector<LabelExpressionPtr> operands;  // Not: 1; And, Or: 2 or more
  Span span;
};

// ---- expressions --------------------------------------------------------------------------------
struct Null {};
/// `text` keeps an integer literal that is too large, so that the binder can name it.
struct IntegerOverflow {
  std::string text;
};
struct Literal {
  std::variant<Null, bool, std::int64_t, double, std::string, IntegerOverflow> value;
};
struct Parameter {
  std::string name;
};
struct Variable {
  std::string name;
};
struct Property {
  ExpressionPtr object;
  Name key;
};
struct Subscript {
  ExpressionPtr object, index;
};
struct Slice {
  ExpressionPtr object, from, to;  // from, to may be null
};
struct ListLiteral {
  std::vector<ExpressionPtr> items;
};
struct MapLiteral {
  std::vector<std::pair<Name, ExpressionPtr>> entries;
};
enum class UnaryOperator : std::uint8_t { Not, Minus, Plus, IsNull, IsNotNull };
struct Unary {
  UnaryOperator op{};
  ExpressionPtr operand;
};
enum class BinaryOperator : std::uint8_t {
  Or,
  Xor,
  And,
  Add,
  Subtract,
  Multiply,
  Divide,
  Modulo,
  Power,
  In,
  StartsWith,
  EndsWith,
  Contains,
  Matches,  // Matches is =~
};
struct Binary {
  BinaryOperator op{};
  ExpressionPtr left, right;
};
enum class ComparisonOperator : std::uint8_t {
  Equal,
  NotEqual,
  Less,
  LessOrEqual,
  Greater,
  GreaterOrEqual
};
/// `a < b <= c` means `a < b AND b <= c` with b evaluated once. At least one link.
struct Comparison {
  ExpressionPtr first;
  std::vector<std::pair<ComparisonOperator, ExpressionPtr>> rest;
};
/// `n:A|B` as a predicate, also on a relationship (its type).
struct LabelTest {
  ExpressionPtr subject;
  LabelExpressionPtr labels;
};
/// `name` may be qualified (`duration.between`). `star` is count(*).
struct FunctionCall {
  Name name;
  bool distinct = false;
  bool star = false;
  std::vector<ExpressionPtr> arguments;
};
struct Case {
  ExpressionPtr subject;  // null in the general form
  std::vector<std::pair<ExpressionPtr, ExpressionPtr>> alternatives;
  ExpressionPtr otherwise;  // may be null
};
struct ListComprehension {
  Name variable;
  ExpressionPtr list, where, projection;  // where, projection may be null
};
enum class QuantifierKind : std::uint8_t { All, Any, None, Single };
struct Quantifier {
  QuantifierKind kind{};
  Name variable;
  ExpressionPtr list, where;  // where may be null: an error of the binder
};
struct Reduce {
  Name accumulator;
  ExpressionPtr initial;
  Name variable;
  ExpressionPtr list, step;
};
/// `[p = (a)-->(b) WHERE … | e]`
struct PatternComprehension {
  std::unique_ptr<PathPattern> pattern;
  ExpressionPtr where, projection;  // where may be null
};
/// `(a)-[:T]->(b)` where a truth value is wanted; also the argument of size() in old texts.
struct PatternPredicate {
  std::unique_ptr<PathPattern> pattern;
};
enum class SubqueryKind : std::uint8_t { Exists, Count, Collect };
/// `EXISTS { … }`: a whole query, or a bare pattern with WHERE, which the parser turns into
/// a query of one MATCH clause and no RETURN.
struct Subquery {
  SubqueryKind kind{};
  QueryPtr query;
};
/// `shortestPath((a)-[*]->(b))`, `allShortestPaths(…)` inside an expression.
struct ShortestPathExpression {
  std::unique_ptr<PathPattern> pattern;
};
struct Expression {
  std::variant<Literal, Parameter, Variable, Property, Subscript, Slice, ListLiteral, MapLiteral,
               Unary, Binary, Comparison, LabelTest, FunctionCall, Case, ListComprehension,
               Quantifier, Reduce, PatternComprehension, PatternPredicate, Subquery,
               ShortestPathExpression>
      node;
  Span span;
  bool parenthesised = false;
};

// ---- patterns -----------------------------------------------------------------------------------
struct NodePattern {
  std::optional<Name> variable;
  LabelExpressionPtr labels;  // null: any
  ExpressionPtr properties;   // MapLiteral or Parameter, null: none
  ExpressionPtr where;        // GQL: (n WHERE n.x = 1); may be null
  Span span;
};
enum class Direction : std::uint8_t { Right, Left, Either };  // --> , <-- , -- (and <-->)
/// `*`, `*2`, `*1..3`, `*..3`; also a quantifier behind a relationship (`->{1,3}`, `->+`).
struct LengthRange {
  std::optional<std::int64_t> from, to;
  Span span;
};
struct RelationshipPattern {
  std::optional<Name> variable;
  LabelExpressionPtr types;  // null: any; for openCypher a plain Or of names
  std::optional<LengthRange> length;
  ExpressionPtr properties, where;
  Direction direction = Direction::Right;
  Span span;
};
struct PathElement;
/// `((a)-[:CITES]->(b) WHERE …){1,5}`: GQL's quantified path pattern.
struct QuantifiedPath {
  std::unique_ptr<PathPattern> pattern;
  ExpressionPtr where;
  std::int64_t from = 1;
  std::optional<std::int64_t> to;  // none: no upper bound
  Span span;
};
enum class PathSelector : std::uint8_t {
  All,
  AnyShortest,
  AllShortest,
  ShortestK,
  LegacyShortest,
  LegacyAllShortest
};
/// A path: nodes and relationships in turn, beginning and ending with a node. Where a quantified
/// path stands, the nodes on both sides of it may be missing in the text; the parser puts in empty
/// node patterns, so that `elements` always alternates node, step, node, …
struct PathPattern {
  std::optional<Name> variable;  // p = …
  PathSelector selector = PathSelector::All;
  std::int64_t k = 1;                                                    // ShortestK
  std::vector<NodePattern> nodes;                                        // n + 1
  std::vector<std::variant<RelationshipPattern, QuantifiedPath>> steps;  // n
  Span span;
};
struct Pattern {
  std::vector<PathPattern> paths;
};

// ---- clauses ------------------------------------------------------------------------------------
/// EFFECTIVE, SOURCE, CONFIDENCE, CORRECTING, PLANNED behind a writing clause: the claims that it
/// makes.
struct ClaimOptions {
  ExpressionPtr effective, source, confidence, correcting;
  bool planned = false;
};
struct Match {
  bool optional = false;
  Pattern pattern;
  ExpressionPtr where;
};
struct ProjectionItem {
  ExpressionPtr expression;
  std::optional<Name> alias;
  /// The column's name when there is no alias: the text as it was written.
  std::string text;
};
struct SortItem {
  ExpressionPtr expression;
  bool descending = false;
};
/// The body of RETURN and WITH.
struct Projection {
  bool distinct = false;
  bool star = false;  // '*', before any items
  std::vector<ProjectionItem> items;
  std::vector<SortItem> order;
  ExpressionPtr skip, limit;  // may be null
  Span span;
};
struct With {
  Projection projection;
  ExpressionPtr where;
};
struct Return {
  Projection projection;
};
struct Unwind {
  ExpressionPtr list;
  Name variable;
  std::optional<Name> ordinality;  // FOR x IN list WITH ORDINALITY i (from 1)
  bool offset = false;             // WITH OFFSET i (from 0)
};
struct Filter {
  ExpressionPtr where;
};
struct Let {
  std::vector<std::pair<Name, ExpressionPtr>> assignments;
};
struct Create {
  Pattern pattern;
  ClaimOptions claim;
};
/// `n.key = value`, `n = map`, `n += map`, `n:A:B`.
struct SetItem {
  enum class Kind : std::uint8_t { Property, Replace, Merge, Labels };
  Kind kind = Kind::Property;
  ExpressionPtr target;  // Property: the Property expression; otherwise the element
  ExpressionPtr value;   // not for Labels
  std::vector<Name> labels;
  Span span;
};
struct Set {
  std::vector<SetItem> items;
  ClaimOptions claim;
};
struct RemoveItem {
  ExpressionPtr target;  // a Property expression, or the element when `labels` are given
  std::vector<Name> labels;
  Span span;
};
struct Remove {
  std::vector<RemoveItem> items;
  ClaimOptions claim;
};
struct Delete {
  bool detach = false;
  std::vector<ExpressionPtr> targets;
  ClaimOptions claim;
};
/// `FORGET n.stage, r SOURCE 'S09'`: erases claims, on values or on existence; without options
/// everything that is known of the value or element.
struct Forget {
  std::vector<ExpressionPtr> targets;
  ClaimOptions claim;
};
struct Merge {
  PathPattern pattern;
  std::vector<SetItem> on_create, on_match;
  ClaimOptions claim;
};
struct Foreach {
  Name variable;
  ExpressionPtr list;
  std::vector<struct Clause> body;
};
struct YieldItem {
  Name field;
  std::optional<Name> alias;
};
/// `CALL name(args) YIELD …`; arguments are absent (not empty) in the form without parentheses.
struct Call {
  Name procedure;
  std::optional<std::vector<ExpressionPtr>> arguments;
  bool yield_star = false;
  std::optional<std::vector<YieldItem>> yield;
  ExpressionPtr where;
};
/// `CALL { … }`: a correlated subquery, with imports by a leading WITH.
struct CallSubquery {
  QueryPtr query;
};
struct Clause {
  std::variant<Match, With, Return, Unwind, Filter, Let, Create, Set, Remove, Delete, Forget, Merge,
               Foreach, Call, CallSubquery>
      node;
  Span span;
};
struct SingleQuery {
  std::vector<Clause> clauses;
  Span span;
};
/// Parts joined by UNION or UNION ALL: all_between[i] stands between parts[i] and parts[i + 1].
struct Query {
  std::vector<SingleQuery> parts;
  std::vector<bool> all_between;
  Span span;
};

// ---- domain statements (language.md §§4 and 5)
// ---------------------------------------------------
/// A bare period or date literal, as written: 2025-05-08, 2025-Q3, [2025-10..2026-03]; or a
/// parameter with its sign: $since.
struct PeriodLiteral {
  std::string text;
  Span span;
};
/// A reference as written; `kind` says which of the closed set of shapes it has.
struct Reference {
  enum class Kind : std::uint8_t {
    Noun,
    Designation,
    Request,
    WorkingGroup,
    Key,
    Word,
    Quoted,
    Parameter  // $name: a text that is read as a reference when the statement runs
  };
  Kind kind = Kind::Word;
  std::string noun;  // Noun: article, annex, item, recital, chapter, section, … as written
  std::string text;  // number ("9(2)", "III"), whole designation, M/613, WG4, key, word, or string
  Span span;
};
/// What a statement works on: one reference, a range (`articles 8..15`), a plural, or a pattern.
/// The grammar knows no vocabulary: one bare word is always Plural (`deadlines`, but also `oecd`);
/// the rewriting takes a word that is no noun for an alias of one thing.
struct Selection {
  enum class Kind : std::uint8_t { Single, Range, Plural, Pattern };
  Kind kind = Kind::Plural;
  Reference reference;                // Single
  Name noun;                          // Range, Plural: as written ("articles")
  std::string from, to;               // Range: as written ("8", "15")
  std::unique_ptr<NodePattern> node;  // Pattern: one node …
  std::unique_ptr<PathPattern> path;  // … or a path whose first node is selected
  std::optional<Reference> of;        // articles of "AI Act", deliverables of WG2
  ExpressionPtr where;                // over the properties of the things, bare names allowed
  Span span;
};
struct Duration {
  std::string text;  // ISO 8601: "6 months" is kept as P6M
  Span span;
};

struct Show {
  enum class What : std::uint8_t { Selection, Schema, Statements, Indexes };
  What what = What::Selection;
  Selection selection;
};
struct Describe {
  Reference reference;
  std::optional<Reference> of;
};
struct Gaps {
  std::optional<Selection> in;
  std::optional<Name> along;
  std::string at_least;  // a phase's name or a stage code; empty: cited
  std::optional<PeriodLiteral> due;
};
struct Timeline {
  std::optional<Selection> of;
  std::optional<PeriodLiteral> from, to;
  std::optional<Duration> next;
  std::vector<Name> group_by;
};
struct Coverage {
  std::optional<Selection> of;
  std::vector<Name> group_by;
};
struct Trace {
  Reference from, to;
  std::optional<Reference> from_of, to_of;  // article 9 of "AI Act"
  std::vector<Name> via;
  bool all = false;
};
struct Impact {
  Reference of;
  std::optional<Reference> within;  // article 9 of "AI Act"
  std::optional<Duration> delayed_by;
};
struct Changes {
  std::optional<Selection> of;
  PeriodLiteral since;
  std::optional<PeriodLiteral> until;
};
struct Briefing {
  std::optional<Name> name;
  std::optional<Selection> of;
  std::optional<PeriodLiteral> since, until;
};
struct Search {
  std::string words;
  std::optional<Selection> in;
};
struct Check {
  std::string name;
  QueryPtr query;
};
struct Statement;
struct Define {
  Name name;
  std::vector<std::pair<Name, ExpressionPtr>> parameters;  // default may be null
  std::unique_ptr<Statement> body;
  std::string body_text;
};
struct DefineChain {
  Name name;
  std::unique_ptr<PathPattern> pattern;
};
struct Run {
  Name name;
  std::vector<ExpressionPtr> arguments;
};
struct Load {
  std::string path;
  std::vector<std::pair<Name, ExpressionPtr>> options;
};
struct Export {
  std::optional<Selection> selection;
};
struct CreateIndex {
  bool unique = false, if_not_exists = false;
  std::optional<Name> name;
  Name label, property;
};
struct DropIndex {
  Name name;
  bool if_exists = false;
};
enum class TransactionControl : std::uint8_t { Begin, Commit, Rollback };

/// ASSUME …: what is supposed while a statement runs. Either that a thing reaches a stage at a time
/// (`of`, `phase`, `on`), or that all its steps to come take longer (`of`, `delayed_by`), or,
/// without `of`, the durations that no source gives.
struct Assumption {
  std::optional<Reference> of;
  std::string phase;
  std::optional<PeriodLiteral> on;
  std::optional<Duration> delayed_by;
};
/// AS OF d, KNOWN BY k, AS KNOWN ON d (which sets both); ASSUME ….
struct TimeOptions {
  std::optional<PeriodLiteral> as_of, known_by;
  std::vector<Assumption> assume;
};
enum class ExplainMode : std::uint8_t { None, Explain, Profile };

/// One whole statement.
struct Statement {
  ExplainMode explain = ExplainMode::None;
  TimeOptions time;
  std::variant<Query, Show, Describe, Gaps, Timeline, Coverage, Trace, Impact, Changes, Briefing,
               Search, Check, Define, DefineChain, Run, Load, Export, CreateIndex, DropIndex,
               TransactionControl>
      node;
  std::optional<Name> format;       // FORMAT name
  std::optional<std::string> into;  // INTO 'file'
  Span span;
};

}  // namespace normgraph::ast
