// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/picture/flow_picture.h"

#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// What of a subject's identity a person knows it by: eight characters of a sha or digest, the
/// version of a package URL, the tag of an image. Empty: none of these.
[[nodiscard]] std::string versionIn(std::string_view id);

/// Per item: its own version, else that of the nearest change or artefact that led to it. Empty: of
/// none. COST: linear.
[[nodiscard]] std::vector<std::string> versionsOf(const FlowPicture &picture,
                                                  const Snapshot &snapshot);

/// What is told of items beside their state.
struct FlowExtras
{
    std::vector<std::string> versions; // per item, see versionsOf()
    std::vector<std::uint32_t> problems; // per item: findings about the data of its events
};
/// COST: linear in the flow and in all findings. THREAD: any.
[[nodiscard]] FlowExtras flowExtras(const FlowPicture &picture, const Snapshot &snapshot);

/// Where the item's first event came from. Empty: of what nobody sent.
[[nodiscard]] std::string sourceOf(const FlowPicture &picture, const Snapshot &snapshot,
                                   std::uint32_t item);

} // namespace sightglass
