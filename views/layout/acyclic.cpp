// SPDX-License-Identifier: Apache-2.0
#include "views/layout/layered.h"

#include <algorithm>
#include <numeric>

namespace sightglass::layered {
namespace {

template<typename Key, typename Value>
Adjacency adjacency(std::int32_t vertices, std::span<const Arc> arcs, Key key, Value value)
{
    Adjacency result;
    result.start.assign(static_cast<std::size_t>(vertices) + 1, 0);
    for (const Arc &arc : arcs)
        ++result.start[key(arc) + 1];
    std::partial_sum(result.start.begin(), result.start.end(), result.start.begin());
    result.others.resize(arcs.size());
    std::vector<std::int32_t> next(result.start.begin(), result.start.end() - 1);
    for (const Arc &arc : arcs)
        result.others[next[key(arc)]++] = value(arc);
    return result;
}

constexpr auto kFirst = [](const Arc &arc) { return arc.first; };
constexpr auto kSecond = [](const Arc &arc) { return arc.second; };

enum class Mark : std::uint8_t { New, Open, Done };

} // namespace

Adjacency outgoing(std::int32_t vertices, std::span<const Arc> arcs)
{
    return adjacency(vertices, arcs, kFirst, kSecond);
}

Adjacency incoming(std::int32_t vertices, std::span<const Arc> arcs)
{
    return adjacency(vertices, arcs, kSecond, kFirst);
}

std::vector<bool> breakCycles(std::int32_t vertices, std::vector<Arc> &arcs)
{
    const Adjacency out = outgoing(vertices, arcs);
    std::vector<std::int32_t> arcAt(arcs.size()); // which arc stands where in `out`
    std::vector<std::int32_t> next(out.start.begin(), out.start.end() - 1);
    std::vector<bool> hasCause(static_cast<std::size_t>(vertices));
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        arcAt[next[arcs[i].first]++] = static_cast<std::int32_t>(i);
        hasCause[arcs[i].second] = true;
    }
    std::copy(out.start.begin(), out.start.end() - 1, next.begin());
    std::vector<Mark> mark(static_cast<std::size_t>(vertices), Mark::New);
    std::vector<bool> turned(arcs.size());
    std::vector<Vertex> path; // an own stack: a chain may be 100 000 long
    const auto walkFrom = [&](Vertex source) {
        path.push_back(source);
        mark[source] = Mark::Open;
        while (!path.empty()) {
            const Vertex v = path.back();
            if (next[v] == out.start[v + 1]) {
                mark[v] = Mark::Done;
                path.pop_back();
                continue;
            }
            const std::int32_t at = next[v]++;
            const Vertex w = out.others[at];
            if (mark[w] == Mark::Open) {
                turned[arcAt[at]] = true;
            } else if (mark[w] == Mark::New) {
                mark[w] = Mark::Open;
                path.push_back(w);
            }
        }
    };
    for (const bool sources : {true, false}) {
        for (Vertex v = 0; v < vertices; ++v) {
            if (mark[v] == Mark::New && (!sources || !hasCause[v]))
                walkFrom(v);
        }
    }
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        if (turned[i])
            std::swap(arcs[i].first, arcs[i].second);
    }
    return turned;
}

std::int32_t findParts(std::int32_t vertices, std::span<const Arc> arcs,
                       std::vector<std::int32_t> &part)
{
    std::vector<Vertex> leader(static_cast<std::size_t>(vertices));
    std::iota(leader.begin(), leader.end(), 0);
    const auto find = [&leader](Vertex v) {
        while (leader[v] != v)
            v = leader[v] = leader[leader[v]];
        return v;
    };
    for (const Arc &arc : arcs) {
        const Vertex a = find(arc.first);
        const Vertex b = find(arc.second);
        leader[std::max(a, b)] = std::min(a, b); // the first of a part leads it
    }
    part.resize(static_cast<std::size_t>(vertices));
    std::int32_t parts = 0;
    for (Vertex v = 0; v < vertices; ++v) {
        const Vertex first = find(v);
        part[v] = first == v ? parts++ : part[first];
    }
    return parts;
}

} // namespace sightglass::layered
