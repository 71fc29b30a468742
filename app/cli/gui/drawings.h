// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/picture.h"

namespace sightglass {

/// The pictures that need pixels and fonts; a display they do not.
[[nodiscard]] std::string drawFlowSvg(const PictureRequest &request);
[[nodiscard]] std::string drawFlowPng(const PictureRequest &request);
[[nodiscard]] std::string drawMapSvg(const PictureRequest &request);
[[nodiscard]] std::string drawMapPng(const PictureRequest &request);
[[nodiscard]] std::string drawTimelineSvg(const PictureRequest &request);
[[nodiscard]] std::string drawTimelinePng(const PictureRequest &request);

} // namespace sightglass
