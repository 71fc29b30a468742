// SPDX-License-Identifier: Apache-2.0
#include "model/log/sidecar.h"

#include "model/base/time_text.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace sightglass {

Sidecar Sidecar::beside(const std::string &segment)
{
    Sidecar sidecar;
    std::ifstream file{segment + ".index"};
    for (std::string line; std::getline(file, line);) {
        std::istringstream words{line};
        std::uint64_t offset = 0;
        std::int64_t milliseconds = 0;
        if (words >> offset >> milliseconds)
            sidecar.m_receipts.emplace_back(offset, milliseconds);
    }
    std::sort(sidecar.m_receipts.begin(), sidecar.m_receipts.end());
    return sidecar;
}

Timestamp Sidecar::receiptOf(std::uint64_t offset) const
{
    const auto place = std::lower_bound(m_receipts.begin(), m_receipts.end(),
                                        std::pair{offset, std::int64_t{0}});
    if (place == m_receipts.end() || place->first != offset)
        return kNoTime;
    return fromMilliseconds(place->second).value_or(kNoTime);
}

} // namespace sightglass
