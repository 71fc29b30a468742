// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/streams.h"

namespace sightglass {

inline constexpr std::string_view kGzipMagic = "\x1f\x8b";
inline constexpr std::string_view kZstdMagic = "\x28\xb5\x2f\xfd";

/// Whether the bytes begin as a gzip member, a zstd frame or a zstd skippable frame does.
[[nodiscard]] bool isGzip(std::string_view begin);
[[nodiscard]] bool isZstd(std::string_view begin);

} // namespace sightglass
