// SPDX-License-Identifier: Apache-2.0
#include "views/picture/origin.h"

#include <algorithm>
#include <cctype>
#include <unordered_map>

namespace sightglass {
namespace {

constexpr std::size_t kShaShown = 8;
constexpr std::size_t kShortestSha = 20;

bool isHex(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return std::isxdigit(c) != 0; });
}

std::string shortened(std::string_view version)
{
    return std::string{
        version.size() >= kShortestSha && isHex(version) ? version.substr(0, kShaShown) : version};
}

/// What lies behind the last of `mark`, if that stands in the last part of a path.
std::string_view behindLast(std::string_view text, char mark)
{
    const std::size_t at = text.rfind(mark);
    const std::size_t slash = text.rfind('/');
    if (at == std::string_view::npos || (slash != std::string_view::npos && slash > at))
        return {};
    return text.substr(at + 1);
}

} // namespace

std::string versionIn(std::string_view id)
{
    if (id.size() >= kShortestSha && isHex(id))
        return std::string{id.substr(0, kShaShown)};
    if (const std::size_t digest = id.find("sha256:"); digest != std::string_view::npos)
        return std::string{id.substr(digest + 7, kShaShown)};
    const bool isPurl = id.substr(0, 4) == "pkg:";
    const std::string_view bare = id.substr(0, std::min(id.find('?'), id.find('#')));
    std::string_view version = behindLast(bare, '@');
    if (version.empty() && !isPurl && id.find("://") == std::string_view::npos
        && id.find('/') != std::string_view::npos)
        version = behindLast(bare, ':'); // of an image
    return shortened(version);
}

std::string sourceOf(const FlowPicture &picture, const Snapshot &snapshot, std::uint32_t item)
{
    const FlowItem &shown = picture.items[item];
    if (shown.members.empty())
        return {};
    const FlowNode &node = picture.flow.nodes[shown.members.front()];
    return std::string{snapshot.sourceOf(node.events.empty() ? node.id : node.events.front())};
}

FlowExtras flowExtras(const FlowPicture &picture, const Snapshot &snapshot)
{
    FlowExtras extras{versionsOf(picture, snapshot), {}};
    extras.problems.resize(picture.items.size());
    if (snapshot.problems.size() == 0)
        return extras;
    std::unordered_map<EntityId, std::uint32_t> entities;
    std::unordered_map<EventId, std::uint32_t> events;
    for (std::uint32_t node = 0; node < picture.flow.nodes.size(); ++node) {
        const FlowNode &one = picture.flow.nodes[node];
        const std::uint32_t item = picture.itemOfNode[node];
        if (item == kNoItem)
            continue;
        if (!one.entity.isNull() && one.events.empty())
            entities.emplace(one.entity, item);
        events.emplace(one.id, item);
        for (const EventId event : one.events)
            events.emplace(event, item);
    }
    forEachRow(snapshot.problems, [&](std::uint32_t row) {
        const EventId event = snapshot.problems.get(&ProblemColumns::event, row);
        if (const auto alone = events.find(event); alone != events.end())
            ++extras.problems[alone->second];
        else if (const auto of
                 = event.isNull() ? entities.end() : entities.find(snapshot.entityOf(event));
                 of != entities.end())
            ++extras.problems[of->second];
    });
    return extras;
}

std::vector<std::string> versionsOf(const FlowPicture &picture, const Snapshot &snapshot)
{
    std::vector<std::string> versions(picture.items.size());
    std::vector<std::uint32_t> open;
    for (std::uint32_t item = 0; item < picture.items.size(); ++item) {
        const FlowItem &shown = picture.items[item];
        if (shown.members.empty())
            continue;
        const FlowNode &node = picture.flow.nodes[shown.members.front()];
        if (!node.entity.isNull() && !isActivity(node.kind))
            versions[item] = versionIn(snapshot.subjectIdOf(node.entity));
        if (!versions[item].empty() && (node.kind == Kind::Change || node.kind == Kind::Artifact))
            open.push_back(item);
    }
    // Breadth first from all of them, so that the nearest is found.
    for (std::size_t next = 0; next < open.size(); ++next) {
        for (const std::uint32_t edge : picture.downstream[open[next]]) {
            const std::uint32_t to = picture.edges[edge].to;
            if (!versions[to].empty() || picture.items[to].members.empty())
                continue;
            versions[to] = versions[open[next]];
            open.push_back(to);
        }
    }
    return versions;
}

} // namespace sightglass
