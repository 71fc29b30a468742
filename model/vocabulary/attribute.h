// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"
#include "model/json/document.h"

#include <optional>
#include <string_view>

namespace sightglass {

/// Whether text may name something: not empty, no control character, no noncharacter, within `most`
/// bytes.
[[nodiscard]] bool isAttribute(std::string_view text, std::size_t most);

/// At most that many bytes, no character cut in two.
[[nodiscard]] std::string_view beginningOf(std::string_view text, std::size_t most);

/// Reads a member that an event's identity rests on. MISSING_ATTR when it is not there, BAD_ATTR
/// when it is no text that may name something. `sound`: a text that may within the same `most`, so
/// that the same needs no second look.
[[nodiscard]] std::optional<Rejection> readAttribute(json::Value value, std::string_view name,
                                                     std::size_t most, std::string_view &text,
                                                     std::string_view sound = {});

} // namespace sightglass
