// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/log_writer.h"

#include <future>
#include <string>
#include <utility>
#include <vector>

namespace sightglass::test {

/// Waits until the lines are durable, or refused.
[[nodiscard]] inline bool appendAndWait(LogWriter &writer, std::vector<std::string> lines,
                                        std::vector<RecordRef> *places = nullptr)
{
    std::promise<bool> done;
    LogBatch batch;
    batch.lines = std::move(lines);
    batch.source = "127.0.0.1";
    batch.receivedMilliseconds = 1'700'000'000'000;
    batch.appended = [places](const std::vector<RecordRef> &refs, LogBatch &) {
        if (places)
            *places = refs;
    };
    batch.settled = [&done](bool durable) { done.set_value(durable); };
    return writer.append(std::move(batch)) && done.get_future().get();
}

} // namespace sightglass::test
