// SPDX-License-Identifier: Apache-2.0
#include "model/json/canonical.h"
#include "views/layout/geometry_text.h"
#include "views/typemap/map_picture.h"

namespace sightglass {
namespace {

std::string nodeJson(const MapPicture &picture, const MapFigures &figures, std::uint32_t node)
{
    const std::uint32_t type = picture.nodes[node].type;
    const MapType &what = (*figures.types)[type];
    const TypeFigures &one = figures.figures[type];
    const Geometry::Node &place = picture.geometry.nodes[node];
    std::string text = "{\"id\":" + json::quoted(what.key)
        + ",\"kind\":" + json::quoted(word(what.kind)) + ",\"name\":" + json::quoted(titleOf(what))
        + ",\"state\":" + json::quoted(word(one.state())) + ",\"x\":" + decimalText(place.centre.x)
        + ",\"y\":" + decimalText(place.centre.y) + ",\"width\":" + decimalText(kMapNodeWidth)
        + ",\"height\":" + decimalText(kMapNodeHeight) + ",\"rank\":" + std::to_string(place.rank);
    text += ",\"count\":" + std::to_string(one.seen) + ",\"inFlight\":"
        + std::to_string(one.inFlight) + ",\"passed\":" + std::to_string(one.passed())
        + ",\"judged\":" + std::to_string(one.judged());
    if (one.timed > 0)
        text += ",\"p50ms\":" + std::to_string(one.p50.count() / 1000);
    return text + "}";
}

/// Calls f(edge, number of the edge in the picture) for those that are known.
template<typename F> void forEachKnown(const MapPicture &picture, const MapFigures &figures, F f)
{
    for (const EdgeFigures &edge : figures.edges) {
        const auto from = picture.nodeOfType[edge.from];
        const auto to = picture.nodeOfType[edge.to];
        const auto place = from && to ? picture.edgeBetween(*from, *to) : std::nullopt;
        if (edge.known && place)
            f(edge, *place);
    }
}

} // namespace

std::string mapJson(const MapPicture &picture, const MapFigures &figures)
{
    std::string nodes;
    for (std::uint32_t node = 0; node < picture.nodes.size(); ++node) {
        if (figures.figures[picture.nodes[node].type].known)
            nodes.append(nodes.empty() ? "" : ",\n").append(nodeJson(picture, figures, node));
    }
    std::string edges;
    forEachKnown(picture, figures, [&](const EdgeFigures &edge, std::size_t place) {
        std::string points;
        for (const Point &point : picture.geometry.edges[place].points)
            points.append(points.empty() ? "" : ",")
                .append("[" + decimalText(point.x) + "," + decimalText(point.y) + "]");
        edges.append(edges.empty() ? "" : ",\n")
            .append("{\"from\":" + json::quoted((*figures.types)[edge.from].key)
                    + ",\"to\":" + json::quoted((*figures.types)[edge.to].key)
                    + ",\"kind\":\"cause\",\"declared\":" + (edge.stated ? "true" : "false")
                    + ",\"count\":" + std::to_string(edge.count) + ",\"points\":[" + points + "]}");
    });
    return "{\"nodes\":[" + nodes + "],\n\"edges\":[" + edges + "]}\n";
}

std::string mapDot(const MapPicture &picture, const MapFigures &figures)
{
    std::string out = "digraph map {\n  rankdir=LR;\n  node [shape=box];\n";
    for (const MapPicture::Node &node : picture.nodes) {
        const MapType &type = (*figures.types)[node.type];
        const TypeFigures &one = figures.figures[node.type];
        if (one.known)
            out += "  " + dotQuoted(type.key) + " [label=" + dotQuoted(titleOf(type))
                + ", kind=" + dotQuoted(word(type.kind)) + ", state=" + dotQuoted(word(one.state()))
                + ", passed=" + std::to_string(one.passed())
                + ", judged=" + std::to_string(one.judged()) + "];\n";
    }
    forEachKnown(picture, figures, [&](const EdgeFigures &edge, std::size_t) {
        out += "  " + dotQuoted((*figures.types)[edge.from].key) + " -> "
            + dotQuoted((*figures.types)[edge.to].key)
            + " [kind=\"cause\", label=" + std::to_string(edge.count) + "];\n";
    });
    return out + "}\n";
}

} // namespace sightglass
