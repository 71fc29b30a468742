// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/log/zstd_frames.h"

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace sightglass {

/// The few frames that were read last: records beside each other are read together. THREAD: any.
/// COST: at most 8 MiB.
class FrameCache
{
public:
    /// The frame's bytes; empty when it is damaged. LIFETIME: `file` during the call
    [[nodiscard]] std::shared_ptr<const std::string>
    get(std::uint32_t archive, std::string_view file, const FrameIndex::Frame &frame);

private:
    struct Entry
    {
        std::uint32_t archive = 0;
        std::uint64_t at = 0;
        std::uint64_t used = 0; // when, counted in gets
        std::shared_ptr<const std::string> bytes;
    };
    std::mutex m_mutex;
    std::array<Entry, 8> m_entries;
    std::uint64_t m_gets = 0;
};

} // namespace sightglass
