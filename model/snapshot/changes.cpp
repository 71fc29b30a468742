// SPDX-License-Identifier: Apache-2.0
#include "model/snapshot/changes.h"

#include <algorithm>

namespace sightglass {

void Changes::absorb(const Changes &older)
{
    std::vector<std::uint32_t> merged;
    merged.reserve(touchedRows.size() + older.touchedRows.size());
    std::set_union(touchedRows.begin(), touchedRows.end(), older.touchedRows.begin(),
                   older.touchedRows.end(), std::back_inserter(merged));
    firstNewRow = std::min(firstNewRow, older.firstNewRow);
    merged.erase(std::lower_bound(merged.begin(), merged.end(), firstNewRow), merged.end());
    touchedRows = std::move(merged);
}

} // namespace sightglass
