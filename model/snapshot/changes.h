// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace sightglass {

/// What became different in one table between the reader's last snapshot and this one.
struct Changes
{
    std::uint32_t firstNewRow = 0;
    /// Sorted, unique, all below firstNewRow.
    std::vector<std::uint32_t> touchedRows;

    /// Folds in the older changes the reader never saw.
    void absorb(const Changes &older);
};

} // namespace sightglass
