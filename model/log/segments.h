// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// The segments of a log folder, oldest first: "segment-000007.ndjson", or once it is packed
/// "segment-000007.ndjson.zst". Where both are there, the plain one: packing was not done yet. One
/// that is packed meanwhile may be missing.
[[nodiscard]] std::vector<std::string> segmentsIn(const std::string &folder);

/// "segment-000007.ndjson".
[[nodiscard]] std::string segmentName(std::uint64_t number);

/// Of a segment's path; 0: it is none.
[[nodiscard]] std::uint64_t segmentNumber(std::string_view path);
[[nodiscard]] bool isPacked(std::string_view path);
/// The path that a segment has before it is packed, and after.
[[nodiscard]] std::string_view plainPath(std::string_view path);
[[nodiscard]] std::string packedPath(std::string_view path);

} // namespace sightglass
