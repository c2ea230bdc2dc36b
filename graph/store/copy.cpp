#include "graph/store/copy.hpp"

#include "graph/store/errors.hpp"
#include "graph/store/lmdb.hpp"

namespace normgraph::store {

void copy_graph(const std::string& path, int descriptor) {
  check_graph_path(path, true);
  const EnvironmentHandle environment({.path = path, .read_only = true});
  environment->copy_to(descriptor);
}

SoleUse::SoleUse(const std::string& path) : users_(path + "-users") {
  if (!users_.try_exclusive())
    throw storage_error("NG5008", "Busy", "another program has '" + path + "' open",
                        "close the shells and programs that use it, then try again");
}

}  // namespace normgraph::store
