// SPDX-License-Identifier: Apache-2.0
#include "model/log/frame_cache.h"

#include <algorithm>

namespace sightglass {

std::shared_ptr<const std::string> FrameCache::get(std::uint32_t archive, std::string_view file,
                                                   const FrameIndex::Frame &frame)
{
    {
        const std::lock_guard lock{m_mutex};
        ++m_gets;
        for (Entry &entry : m_entries) {
            if (entry.bytes && entry.archive == archive && entry.at == frame.at) {
                entry.used = m_gets;
                return entry.bytes;
            }
        }
    }
    // Unpacked without the lock: others read on meanwhile.
    auto bytes = std::make_shared<const std::string>(unpackFrame(file, frame));
    const std::lock_guard lock{m_mutex};
    Entry &oldest
        = *std::min_element(m_entries.begin(), m_entries.end(),
                            [](const Entry &a, const Entry &b) { return a.used < b.used; });
    oldest = {archive, frame.at, m_gets, bytes};
    return bytes;
}

} // namespace sightglass
