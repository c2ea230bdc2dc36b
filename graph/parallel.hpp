#pragma once

#include <cstddef>
#include <functional>

namespace normgraph {

/// Threads that parallel_for uses, the caller included: one a core, at least one.
std::size_t parallel_threads();

/// Runs work(0) … work(count - 1), each once, on all cores; returns when all are done. The calls
/// must be independent of each other. When some throw, others that had begun are finished and the
/// exception of the least number is thrown on. Inside work it runs everything on the calling
/// thread.
void parallel_for(std::size_t count, const std::function<void(std::size_t)>& work);

/// The same on the calling thread alone unless `parallel`.
void for_each_part(std::size_t count, bool parallel, const std::function<void(std::size_t)>& work);

}  // namespace normgraph
