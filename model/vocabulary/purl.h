// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sightglass {

/// A package URL in the one form that is compared: percent-encoding undone (producers write %3A and
/// : alike), scheme and type in lower case (purl-spec). Text that is no purl stays as it is.
[[nodiscard]] std::string normalisedPurl(std::string_view purl);

/// "checkout-service 1.4.2": name and version, a digest cut to 8 characters. The text itself if it
/// is no purl.
[[nodiscard]] std::string purlTitle(std::string_view normalised);

} // namespace sightglass
