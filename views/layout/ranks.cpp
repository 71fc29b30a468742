// SPDX-License-Identifier: Apache-2.0
#include "views/layout/layered.h"

#include <algorithm>
#include <limits>

namespace sightglass::layered {
namespace {

constexpr int kPromotions = 4;

/// Longest paths from the sources, in `sorted` the vertices causes first.
std::vector<std::int32_t> longestPaths(const Adjacency &out, const Adjacency &in,
                                       std::vector<Vertex> &sorted)
{
    const std::size_t vertices = out.start.size() - 1;
    std::vector<std::int32_t> rank(vertices);
    std::vector<std::int32_t> left(vertices);
    sorted.reserve(vertices);
    for (std::size_t v = 0; v < vertices; ++v) {
        left[v] = in.degree(static_cast<Vertex>(v));
        if (left[v] == 0)
            sorted.push_back(static_cast<Vertex>(v));
    }
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        const Vertex v = sorted[i];
        for (const Vertex w : out.of(v)) {
            rank[w] = std::max(rank[w], rank[v] + 1);
            if (--left[w] == 0)
                sorted.push_back(w);
        }
    }
    return rank;
}

/// Moves each vertex to where most of its links are, as far as these let it.
void promote(const Adjacency &out, const Adjacency &in, const std::vector<Vertex> &sorted,
             std::vector<std::int32_t> &rank)
{
    bool moved = true;
    const auto move = [&](Vertex v, std::int32_t to) {
        moved = moved || rank[v] != to;
        rank[v] = to;
    };
    for (int round = 0; round < kPromotions && moved; ++round) {
        moved = false;
        for (auto v = sorted.rbegin(); v != sorted.rend(); ++v) {
            if (out.degree(*v) <= in.degree(*v))
                continue;
            std::int32_t nearest = std::numeric_limits<std::int32_t>::max();
            for (const Vertex w : out.of(*v))
                nearest = std::min(nearest, rank[w]);
            move(*v, nearest - 1);
        }
        for (const Vertex v : sorted) {
            if (in.degree(v) <= out.degree(v))
                continue;
            std::int32_t nearest = std::numeric_limits<std::int32_t>::min();
            for (const Vertex w : in.of(v))
                nearest = std::max(nearest, rank[w]);
            move(v, nearest + 1);
        }
    }
}

} // namespace

std::vector<std::int32_t> ranksOf(std::int32_t vertices, std::span<const Arc> arcs,
                                  const std::atomic<bool> *stop)
{
    const Adjacency out = outgoing(vertices, arcs);
    const Adjacency in = incoming(vertices, arcs);
    std::vector<Vertex> sorted;
    std::vector<std::int32_t> rank = longestPaths(out, in, sorted);
    promote(out, in, sorted, rank);
    if (vertices <= kExactRanks && !(stop && *stop))
        shortenArcs(vertices, arcs, rank);
    const auto first = rank.empty() ? 0 : *std::min_element(rank.begin(), rank.end());
    for (std::int32_t &r : rank)
        r -= first;
    return rank;
}

} // namespace sightglass::layered
