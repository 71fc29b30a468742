// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace sightglass {

/// When the records of a segment were received: the file beside it, one line "offset milliseconds
/// source" a record.
class Sidecar
{
public:
    /// Empty when there is none; lines that make no sense are passed over.
    [[nodiscard]] static Sidecar beside(const std::string &segment);

    /// kNoTime when it is not known.
    [[nodiscard]] Timestamp receiptOf(std::uint64_t offset) const;
    [[nodiscard]] bool isEmpty() const { return m_receipts.empty(); }

private:
    std::vector<std::pair<std::uint64_t, std::int64_t>> m_receipts; // in order of offset
};

} // namespace sightglass
