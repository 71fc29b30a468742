// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace sightglass {

/// The part of a long log that is worth to be read before the rest.
struct NewestLines
{
    std::size_t lines = 50'000; // at most
    std::size_t bytes = std::size_t{64} << 20; // at most
    std::size_t bytesBefore = std::size_t{8} << 20; // at least: what is shorter is read in order
};

/// Where the last lines of a log begin: at a line that is a whole JSON value, so that they can be
/// framed without what is before them. Empty when the content is no long log of lines.
/// COST: one look at the lines that it finds.
[[nodiscard]] std::optional<std::uint64_t> findNewestLines(std::string_view content,
                                                           const NewestLines &wanted = {});

} // namespace sightglass
