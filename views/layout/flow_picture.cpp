// SPDX-License-Identifier: Apache-2.0
#include "views/layout/flow_picture.h"

#include "model/json/canonical.h"

#include <array>
#include <cstdio>

namespace sightglass {
namespace {

std::string number(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

/// A quoted string of the dot language: only the quote and the backslash mean something in it.
std::string dotQuoted(std::string_view text)
{
    std::string out{'"'};
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    }
    return out + "\"";
}

/// What is drawn of a node at an instant.
struct Shown
{
    std::string id;
    std::string kind;
    std::string name;
    std::string_view state;
};

bool shownAt(const FlowPicture &picture, const Snapshot &snapshot, Timestamp at,
             std::uint32_t number, Shown &shown)
{
    const FlowNode &node = picture.flow.nodes[number];
    const NodeState state = nodeStateAt(snapshot, node, at);
    if (!state.exists)
        return false;
    shown = {std::string{nodeKey(snapshot, node)}, std::string{word(node.kind)},
             nodeTitle(snapshot, node, at), word(state.state)};
    return true;
}

bool isShown(const FlowPicture &picture, const FlowEdge &edge, Timestamp at)
{
    if (edge.since > at || edge.from.isNull())
        return false;
    return picture.flow.nodes[picture.numberOf.at(edge.from)].since <= at
        && picture.flow.nodes[picture.numberOf.at(edge.to)].since <= at;
}

std::string edgeJson(const FlowPicture &picture, const Snapshot &snapshot, std::size_t index)
{
    const FlowEdge &edge = picture.flow.edges[index];
    const auto key = [&](NodeId id) {
        return json::quoted(nodeKey(snapshot, picture.flow.nodes[picture.numberOf.at(id)]));
    };
    std::string points;
    for (const Point &point : picture.geometry.edges[index].points)
        points.append(points.empty() ? "" : ",")
            .append("[" + number(point.x) + "," + number(point.y) + "]");
    return "{\"from\":" + key(edge.from) + ",\"to\":" + key(edge.to)
        + ",\"kind\":" + json::quoted(word(edge.kind))
        + ",\"declared\":" + (edge.declared ? "true" : "false") + ",\"points\":[" + points + "]}";
}

} // namespace

FlowPicture flowPicture(FlowGraph flow)
{
    FlowPicture picture;
    picture.flow = std::move(flow);
    for (std::uint32_t i = 0; i < picture.flow.nodes.size(); ++i) {
        picture.numberOf.emplace(picture.flow.nodes[i].id, i);
        picture.graph.nodes.push_back({kNodeWidth, kNodeHeight});
    }
    for (const FlowEdge &edge : picture.flow.edges) {
        const std::uint32_t to = picture.numberOf.at(edge.to);
        std::uint32_t from = 0;
        if (edge.from.isNull()) {
            from = static_cast<std::uint32_t>(picture.graph.nodes.size());
            picture.graph.nodes.push_back({kMissingSize, kMissingSize});
        } else {
            from = picture.numberOf.at(edge.from);
        }
        picture.graph.edges.push_back({from, to});
    }
    return picture;
}

std::string pictureJson(const FlowPicture &picture, const Snapshot &snapshot, Timestamp at)
{
    std::string nodes;
    for (std::uint32_t i = 0; i < picture.flow.nodes.size(); ++i) {
        Shown shown;
        if (!shownAt(picture, snapshot, at, i, shown))
            continue;
        const Geometry::Node &place = picture.geometry.nodes[i];
        nodes.append(nodes.empty() ? "" : ",\n")
            .append("{\"id\":" + json::quoted(shown.id) + ",\"kind\":" + json::quoted(shown.kind)
                    + ",\"name\":" + json::quoted(shown.name) + ",\"state\":"
                    + json::quoted(shown.state) + ",\"x\":" + number(place.centre.x) + ",\"y\":"
                    + number(place.centre.y) + ",\"width\":" + number(picture.graph.nodes[i].width)
                    + ",\"height\":" + number(picture.graph.nodes[i].height)
                    + ",\"rank\":" + std::to_string(place.rank) + "}");
    }
    std::string edges;
    for (std::size_t i = 0; i < picture.flow.edges.size(); ++i) {
        if (isShown(picture, picture.flow.edges[i], at))
            edges.append(edges.empty() ? "" : ",\n").append(edgeJson(picture, snapshot, i));
    }
    return "{\"nodes\":[" + nodes + "],\n\"edges\":[" + edges + "]}\n";
}

std::string pictureDot(const FlowPicture &picture, const Snapshot &snapshot, Timestamp at)
{
    std::string out = "digraph flow {\n  rankdir=LR;\n  node [shape=box];\n";
    for (std::uint32_t i = 0; i < picture.flow.nodes.size(); ++i) {
        Shown shown;
        if (shownAt(picture, snapshot, at, i, shown))
            out += "  " + dotQuoted(shown.id) + " [label=" + dotQuoted(shown.name)
                + ", kind=" + dotQuoted(shown.kind) + ", state=" + dotQuoted(shown.state) + "];\n";
    }
    for (const FlowEdge &edge : picture.flow.edges) {
        if (!isShown(picture, edge, at))
            continue;
        const auto key = [&](NodeId id) {
            return dotQuoted(nodeKey(snapshot, picture.flow.nodes[picture.numberOf.at(id)]));
        };
        out += "  " + key(edge.from) + " -> " + key(edge.to)
            + " [kind=" + dotQuoted(word(edge.kind)) + "];\n";
    }
    return out + "}\n";
}

} // namespace sightglass
