// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <atomic>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace sightglass {

/// Upstream and downstream, each the place of a node's event among those that are here.
using CausalEdge = std::pair<std::uint32_t, std::uint32_t>;

/// Merged: between nodes. Else between the events that the links name, references by key left out.
/// In the order of their links; cut short once `stop` is set.
[[nodiscard]] std::vector<CausalEdge> causalEdges(const Snapshot &snapshot, Timestamp at,
                                                  bool merged, const std::atomic<bool> *stop);

/// Where the edges of each row begin, by an end: `starts[row]` to `starts[row + 1]`, and one more.
template<typename End>
[[nodiscard]] std::vector<std::uint32_t> startsOf(const std::vector<CausalEdge> &edges,
                                                  std::uint32_t rows, End CausalEdge::*end)
{
    std::vector<std::uint32_t> starts(rows + std::size_t{1});
    for (const CausalEdge &edge : edges)
        ++starts[edge.*end + std::size_t{1}];
    std::partial_sum(starts.begin(), starts.end(), starts.begin());
    return starts;
}

/// COST: linear.
void sortAndDedupe(std::vector<CausalEdge> &edges, std::uint32_t rows);

/// The rows whose edges lead back to them, or that lie between two such rings. COST: linear; little
/// of that when edges lead from rows to later ones, but for some that reach back not far.
[[nodiscard]] std::vector<bool> rowsOnCycles(const std::vector<CausalEdge> &edges,
                                             std::uint32_t rows);

} // namespace sightglass
