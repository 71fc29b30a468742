// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

/// What is refused, and from where on. One place, so that the window can show it.
namespace sightglass::limits {

inline constexpr std::size_t kRecordBytes = 4u << 20;
inline constexpr std::size_t kBatchBytes = 16u << 20;
/// What the spans of one OTLP document may take with their resources repeated.
inline constexpr std::size_t kExpandedBytes = 64u << 20;
inline constexpr std::uint32_t kDepth = 128;
/// Commas plus opened containers of one record.
inline constexpr std::uint32_t kValues = 100'000;
inline constexpr std::size_t kIdBytes = 1'024;
inline constexpr std::size_t kSourceBytes = 4'096;
inline constexpr std::size_t kTypeBytes = 4'096;
/// Of a rejected record this much is kept.
inline constexpr std::size_t kRejectedBytesKept = 4'096;
/// Rejected bytes that are kept in all: rubbish must not push out what is good.
inline constexpr std::uint64_t kRejectedStore = 64u << 20;
/// A compressed stream that yields this much without one record is a bomb.
inline constexpr std::size_t kBytesWithoutRecord = 64u << 20;
inline constexpr std::uint64_t kZstdWindow = 128u << 20;
inline constexpr std::size_t kHeaderBytes = 16u << 10;
inline constexpr int kConnections = 256;
/// Event text is cut to this many characters before any text call of Qt: its layout is quadratic.
inline constexpr int kShownCharacters = 512;

} // namespace sightglass::limits
