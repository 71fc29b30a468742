// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/flows.h"

#include <optional>
#include <string>
#include <string_view>

namespace sightglass {

/// What is drawn: the state of everything at an instant, or of one flow.
struct PictureRequest
{
    Snapshot snapshot;
    Timestamp at = kEndOfTime;
    FlowIndex flows;
    std::optional<std::size_t> flow; // of `flows`; none when nothing was told of any
};

/// One view in one format.
struct PictureFormat
{
    std::string_view view; // "flow"
    std::string_view suffix; // "svg"
    /// The bytes of the file.
    std::string (*draw)(const PictureRequest &request);
};

[[nodiscard]] std::string drawFlowJson(const PictureRequest &request);
[[nodiscard]] std::string drawFlowDot(const PictureRequest &request);
[[nodiscard]] std::string drawMapJson(const PictureRequest &request);
[[nodiscard]] std::string drawMapDot(const PictureRequest &request);

} // namespace sightglass
