// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace sightglass {

/// Whether an address may be offered to be opened without a warning: https, a public host by name,
/// no user, no control character, nothing that programs read differently.
[[nodiscard]] bool isPlainAddress(std::string_view address);

} // namespace sightglass
