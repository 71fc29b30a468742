// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/words.h"

#include <cstddef>
#include <string>

namespace sightglass {

/// Why bytes are no event. Never thrown; always counted, kept and shown.
struct Rejection
{
    Reason reason = Reason::BadJson;
    /// For a person: what is wrong, in English, without the bytes themselves.
    std::string detail;
    /// Byte of the record at which it went wrong.
    std::size_t position = 0;
};

} // namespace sightglass
