// SPDX-License-Identifier: Apache-2.0
#include "views/picture/picture_text.h"

#include "model/json/canonical.h"
#include "views/layout/geometry_text.h"

namespace sightglass {
namespace {

using Shape = FlowItem::Shape;

/// Writes what is shown; what was named and never sent has no key, and is not.
class Writer
{
public:
    Writer(const FlowPicture &picture, const FlowMoment &moment, const Snapshot &snapshot)
        : m_picture(picture)
        , m_moment(moment)
        , m_snapshot(snapshot)
        , m_keys(picture.items.size())
    {
        for (std::uint32_t i = 0; i < m_keys.size(); ++i) {
            if (moment.items[i].exists)
                m_keys[i] = itemKey(picture, moment, snapshot, i);
        }
    }

    [[nodiscard]] std::string json() const
    {
        std::string nodes;
        for (std::uint32_t i = 0; i < m_keys.size(); ++i) {
            if (!m_keys[i].empty())
                nodes.append(nodes.empty() ? "" : ",\n").append(nodeJson(i));
        }
        std::string edges;
        for (std::size_t i = 0; i < m_picture.edges.size(); ++i) {
            if (shows(i))
                edges.append(edges.empty() ? "" : ",\n").append(edgeJson(i));
        }
        return "{\"nodes\":[" + nodes + "],\n\"edges\":[" + edges + "]}\n";
    }

    [[nodiscard]] std::string dot() const
    {
        std::string out = "digraph flow {\n  rankdir=LR;\n  node [shape=box];\n";
        for (std::uint32_t i = 0; i < m_keys.size(); ++i) {
            if (!m_keys[i].empty())
                out += "  " + dotQuoted(m_keys[i]) + " [label=" + dotQuoted(label(i))
                    + ", kind=" + dotQuoted(word(m_picture.items[i].kind))
                    + ", state=" + dotQuoted(word(m_moment.items[i].state)) + "];\n";
        }
        for (std::size_t i = 0; i < m_picture.edges.size(); ++i) {
            const ItemEdge &edge = m_picture.edges[i];
            if (shows(i))
                out += "  " + dotQuoted(m_keys[edge.from]) + " -> " + dotQuoted(m_keys[edge.to])
                    + " [kind=" + dotQuoted(word(edge.kind)) + "];\n";
        }
        return out + "}\n";
    }

private:
    [[nodiscard]] bool shows(std::size_t edge) const
    {
        const ItemEdge &line = m_picture.edges[edge];
        return m_moment.shows(m_picture, edge) && !m_keys[line.from].empty()
            && !m_keys[line.to].empty();
    }
    [[nodiscard]] std::string title(std::uint32_t item) const
    {
        return itemTitle(m_picture, m_moment, m_snapshot, item);
    }
    [[nodiscard]] std::string label(std::uint32_t item) const
    {
        const ItemMoment &told = m_moment.items[item];
        return m_picture.items[item].shape == Shape::Stack
            ? title(item) + " ×" + std::to_string(told.count)
            : title(item);
    }

    [[nodiscard]] std::string nodeJson(std::uint32_t i) const
    {
        const FlowItem &item = m_picture.items[i];
        const ItemMoment &told = m_moment.items[i];
        const Geometry::Node &place = m_picture.geometry.nodes[i];
        const Graph::Node &size = m_picture.graph.nodes[i];
        return "{\"id\":" + json::quoted(m_keys[i]) + ",\"kind\":" + json::quoted(word(item.kind))
            + ",\"name\":" + json::quoted(title(i)) + ",\"state\":" + json::quoted(word(told.state))
            + ",\"x\":" + decimalText(place.centre.x) + ",\"y\":" + decimalText(place.centre.y)
            + ",\"width\":" + decimalText(size.width) + ",\"height\":" + decimalText(size.height)
            + ",\"rank\":" + std::to_string(place.rank) + membersJson(i) + "}";
    }

    // Stacks, and runs that were tried again, stand for several members of the flow.
    [[nodiscard]] std::string membersJson(std::uint32_t i) const
    {
        const ItemMoment &told = m_moment.items[i];
        if (told.count == 0 || (told.count == 1 && m_picture.items[i].shape != Shape::Stack))
            return {};
        std::string members;
        for (const std::uint32_t member : m_picture.items[i].members) {
            if (m_moment.nodes[member].exists)
                members.append(members.empty() ? "" : ",")
                    .append(json::quoted(nodeKey(m_snapshot, m_picture.flow.nodes[member])));
        }
        return ",\"count\":" + std::to_string(told.count) + ",\"members\":[" + members + "]";
    }

    [[nodiscard]] std::string edgeJson(std::size_t index) const
    {
        const ItemEdge &edge = m_picture.edges[index];
        std::string points;
        for (const Point &point : m_picture.geometry.edges[index].points)
            points.append(points.empty() ? "" : ",")
                .append("[" + decimalText(point.x) + "," + decimalText(point.y) + "]");
        return "{\"from\":" + json::quoted(m_keys[edge.from]) + ",\"to\":"
            + json::quoted(m_keys[edge.to]) + ",\"kind\":" + json::quoted(word(edge.kind))
            + ",\"declared\":" + (edge.declared ? "true" : "false") + ",\"points\":[" + points
            + "]}";
    }

    const FlowPicture &m_picture;
    const FlowMoment &m_moment;
    const Snapshot &m_snapshot;
    std::vector<std::string> m_keys;
};

} // namespace

std::string pictureJson(const FlowPicture &picture, const FlowMoment &moment,
                        const Snapshot &snapshot)
{
    return Writer{picture, moment, snapshot}.json();
}

std::string pictureDot(const FlowPicture &picture, const FlowMoment &moment,
                       const Snapshot &snapshot)
{
    return Writer{picture, moment, snapshot}.dot();
}

} // namespace sightglass
