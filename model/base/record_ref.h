// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace sightglass {

/// Where the bytes of a record stand: which of the Archives (model/log/archive.h), and where in it.
struct RecordRef
{
    std::uint32_t archive = 0;
    std::uint32_t size = 0;
    std::uint64_t offset = 0;
};

} // namespace sightglass
