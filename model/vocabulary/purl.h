// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/text_arena.h"

#include <string_view>

namespace sightglass {

/// A package URL in the one form that is compared: percent-encoding undone (producers write %3A and
/// : alike), scheme and type in lower case, name too where the type has it so, qualifiers in order
/// (purl-spec). Text that is no purl, or is in that form, is returned as it is.
[[nodiscard]] std::string_view normalisedPurl(std::string_view purl, TextArena &arena);

/// It without qualifiers and subpath.
[[nodiscard]] std::string_view purlPath(std::string_view purl);

/// "checkout-service 1.4.2": name and version, a digest cut to 8 characters. The text itself if it
/// is no purl.
[[nodiscard]] std::string_view purlTitle(std::string_view normalised, TextArena &arena);

} // namespace sightglass
