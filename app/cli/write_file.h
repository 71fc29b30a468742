// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <string_view>

namespace sightglass {

/// Writes a file for its owner only; a link is not followed, for it may lead anywhere. Empty when
/// it is written, else why not.
[[nodiscard]] QString writeFile(const QString &path, std::string_view bytes);

} // namespace sightglass
