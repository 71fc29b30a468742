// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sightglass {

/// When the records of a segment were received: the file beside it, one line "offset milliseconds
/// source" a record; "-" where nobody knows. A packed segment has that of the plain one.
class Sidecar
{
public:
    /// Empty when there is none; lines that make no sense, as crashes leave them, are passed over.
    [[nodiscard]] static Sidecar beside(const std::string &segment) { return beside(segment, 0); }
    /// What was added since one was read up to there.
    [[nodiscard]] static Sidecar beside(const std::string &segment, std::uint64_t from);

    /// kNoTime when it is not known.
    [[nodiscard]] Timestamp receiptOf(std::uint64_t offset) const;
    [[nodiscard]] bool isEmpty() const { return m_receipts.empty(); }
    /// Where the file's last whole line ended.
    [[nodiscard]] std::uint64_t end() const { return m_end; }

private:
    void takeLine(std::string_view line);

    std::vector<std::pair<std::uint64_t, std::int64_t>> m_receipts; // in order of offset
    std::uint64_t m_end = 0;
};

/// The path of the sidecar of a segment.
[[nodiscard]] std::string sidecarPath(std::string_view segment);
/// Its line for one record.
[[nodiscard]] std::string sidecarLine(std::uint64_t offset, std::int64_t milliseconds,
                                      std::string_view source);

/// Writes the sidecar anew when it is not one line for each of the segment's lines, in their order:
/// it is missing, torn, or a power cut left holes. What it knows of receipts stays. Whether it was
/// written. COST: linear in the segment
bool rebuildSidecar(const std::string &segment);

} // namespace sightglass
