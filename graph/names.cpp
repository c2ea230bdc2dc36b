#include "graph/names.hpp"

#include "graph/database.hpp"
#include "graph/query/functions.hpp"
#include "graph/store/view.hpp"
#include "graph/vocabulary.hpp"

namespace normgraph {

GraphNames names_of(Database& database) {
  const std::unique_ptr<store::Transaction> reading = database.store().begin_read();
  const store::GraphView& view = reading->view();
  GraphNames names;
  for (std::size_t i = 0; i < view.label_count(); ++i)
    names.labels.push_back(view.label_name(static_cast<LabelId>(i)));
  for (std::size_t i = 0; i < view.type_count(); ++i)
    names.types.push_back(view.type_name(static_cast<TypeId>(i)));
  for (std::size_t i = 0; i < view.key_count(); ++i)
    names.properties.push_back(view.key_name(static_cast<KeyId>(i)));
  const std::unique_ptr<Vocabulary> vocabulary = make_vocabulary(view);
  names.nouns = vocabulary->nouns();
  for (const Vocabulary::SavedStatement& saved : vocabulary->saved_statements())
    names.statements.push_back(saved.name);
  names.functions = query::function_names();
  return names;
}

}  // namespace normgraph
