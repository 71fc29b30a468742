// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/documents.h"
#include "model/json/block.h"

namespace sightglass {

[[nodiscard]] bool isBlankText(std::string_view text);

/// Cuts lines of a log into records: arrays and OTLP documents as batches of what they hold. The
/// structure of many lines is found at once; where that fails, each line is left to whoever decodes
/// it, so that only the bad one is refused. THREAD: one at a time.
class WholeLines
{
public:
    /// Hands over what stands in whole lines, and moves the place behind them. Returns how many
    /// were not blank. REQUIRES: each has its end
    std::uint64_t split(std::string_view lines, Place &place, RecordSink &sink);
    /// Hands over one line without its end. False when it is blank.
    static bool line(std::string_view text, Place place, RecordSink &sink,
                     json::Block *block = nullptr);
    /// Refuses a line for its length.
    static void tooLong(std::string_view begin, std::uint64_t size, Place place, RecordSink &sink);

private:
    json::Block m_block;
};

} // namespace sightglass
