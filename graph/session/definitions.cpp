// BEGIN, COMMIT and ROLLBACK; indexes; DEFINE.

#include "grammar/parse.hpp"
#include "graph/session/saved.hpp"
#include "graph/session/state.hpp"

namespace normgraph {

Answer Session::State::control(ast::TransactionControl what) {
  switch (what) {
    case ast::TransactionControl::Begin:
      if (transaction) throw misplaced("a transaction is open already: COMMIT or ROLLBACK ends it");
      transaction = database.options().read_only ? shared().store->begin_read() : begin_write();
      break;
    case ast::TransactionControl::Commit: {
      if (!transaction) throw misplaced("there is no open transaction: BEGIN opens one");
      std::unique_ptr<store::Transaction> ending = std::move(transaction);
      if (ending->writing()) ending->commit();
      break;
    }
    case ast::TransactionControl::Rollback:
      if (!transaction) throw misplaced("there is no open transaction: BEGIN opens one");
      transaction.reset();
      break;
  }
  return {};
}

template <class Change>
Answer Session::State::change_definitions(Change change) {
  std::unique_ptr<store::Transaction> own;
  if (!transaction) own = begin_write();
  store::Transaction& in = transaction ? *transaction : *own;
  in.begin_statement();
  try {
    change(in);
    in.keep_statement();
  } catch (...) {
    in.undo_statement();
    throw;
  }
  if (own) own->commit();
  return {};
}

Answer Session::State::create_index(const ast::CreateIndex& wanted) {
  return change_definitions([&](store::Transaction& in) {
    store::IndexInfo index{
        .name = wanted.name ? wanted.name->text : wanted.label.text + "_" + wanted.property.text,
        .label = wanted.label.text,
        .property = wanted.property.text,
        .unique = wanted.unique};
    for (const store::IndexInfo& other : in.view().indexes())
      if (other.name == index.name) {
        if (wanted.if_not_exists) return;
        throw Error(ErrorKind::Semantic, "NG2902", "SyntaxError", "IndexExists",
                    "there is an index named " + index.name + " already")
            .hint("CREATE INDEX … IF NOT EXISTS leaves it as it is");
      }
    in.writer().create_index(index);
  });
}

Answer Session::State::drop_index(const ast::DropIndex& unwanted) {
  return change_definitions([&](store::Transaction& in) {
    std::vector<std::string> names;
    for (const store::IndexInfo& index : in.view().indexes()) {
      if (index.name == unwanted.name.text) return in.writer().drop_index(index.name);
      names.push_back(index.name);
    }
    if (unwanted.if_exists) return;
    Error error(ErrorKind::Reference, "NG4100", "SyntaxError", "IndexNotFound",
                "there is no index named " + unwanted.name.text);
    for (const std::string& near : nearest_names(unwanted.name.text, names))
      error.hints.push_back("did you mean " + near + "?");
    throw std::move(error).at(unwanted.name.span);
  });
}

Answer Session::State::define(const ast::Statement& statement) {
  if (statement.explain != ast::ExplainMode::None)
    throw Error(ErrorKind::Semantic, "NG2917", "SyntaxError", "NothingToExplain",
                "DEFINE only keeps a text: EXPLAIN RUN shows what it will do");
  return change_definitions([&](store::Transaction& in) {
    if (const auto* saved = std::get_if<ast::Define>(&statement.node))
      save_statement(*saved, in.view(), in.writer());
    else
      save_chain(std::get<ast::DefineChain>(statement.node), in.view(), in.writer());
  });
}

}  // namespace normgraph
