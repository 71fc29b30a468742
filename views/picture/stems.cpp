// SPDX-License-Identifier: Apache-2.0
#include "views/picture/stems.h"

#include "model/metrics/type_key.h"

#include <unordered_map>

namespace sightglass {

void findStems(FlowPicture &picture, const Snapshot &snapshot)
{
    std::unordered_map<std::string, std::uint32_t> numbers;
    for (FlowItem &item : picture.items) {
        const std::string title = item.shape == FlowItem::Shape::Node
            ? nodeTitle(snapshot, picture.flow.nodes[item.members.front()], kEndOfTime)
            : item.name;
        const auto [known, isNew] = numbers.try_emplace(
            std::string{nameStem(title)}, static_cast<std::uint32_t>(picture.stems.size()));
        if (isNew)
            picture.stems.push_back(known->first);
        item.stem = known->second;
    }
}

} // namespace sightglass
