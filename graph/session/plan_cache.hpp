#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "grammar/ast.hpp"
#include "graph/claims/claim.hpp"
#include "graph/query/execute.hpp"
#include "graph/query/planner.hpp"

// Statements that were run before: parsed once, and planned again only when the graph has changed
// in a way that a plan depends on.

namespace normgraph {

/// Which graph a statement reads. Two equal ones that are exact are the same graph.
struct GraphState {
  std::uint64_t generation = 0;  // of the database (database_state.hpp)
  std::uint64_t snapshot = 0;
  When when;
  bool exact = false;  // nothing uncommitted lies over the snapshot
  friend bool operator==(const GraphState&, const GraphState&) = default;
};

/// The operators of a plan, to be run again, and what they may touch.
struct KeptRun {
  query::Context context;
  std::optional<query::Execution> execution;
  Batch batch;
};

/// A parsed statement, and its plan when it is a query that was planned before.
class PreparedStatement {
 public:
  explicit PreparedStatement(ast::Statement statement) : statement_(std::move(statement)) {}
  const ast::Statement& statement() const { return statement_; }
  /// The plan of the statement's query, made anew where the last one does not fit any more. Valid
  /// until the next call.
  const query::Plan& plan(const ast::Query& query, const GraphState& state,
                          const query::PlanningContext& context);
  /// The operators that an earlier run of that plan left, or null. They are the caller's until it
  /// gives them back; after an error it does not.
  std::unique_ptr<KeptRun> take_run() { return std::move(run_); }
  void give_back(std::unique_ptr<KeptRun> run) { run_ = std::move(run); }

 private:
  /// What a plan's choices and warnings rest on. A plan made under another fingerprint still gives
  /// the right rows (names are looked up when it runs); it may be slow, or warn of what now exists.
  struct Fingerprint {
    std::uint64_t generation = 0;
    std::size_t names = 0, indexes = 0;
    int magnitude = 0;
    friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
  };
  static Fingerprint fingerprint(std::uint64_t generation, const store::GraphView& view);

  ast::Statement statement_;
  std::optional<query::Plan> plan_;
  std::unique_ptr<KeptRun> run_;  // of plan_
  GraphState state_;              // for which the fingerprint was last looked at
  Fingerprint fingerprint_;
};

/// Prepared statements by their texts. Not thread-safe.
class PlanCache {
 public:
  /// Parses the text unless that was done before. Throws Error{Syntax}.
  std::shared_ptr<PreparedStatement> prepare(std::string_view text);

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  std::unordered_map<std::string, std::shared_ptr<PreparedStatement>, Hash, std::equal_to<>>
      statements_;
};

}  // namespace normgraph
