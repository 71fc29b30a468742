// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ZSTD_CCtx_s;

namespace sightglass {

/// Of this many bytes at most a frame is made: as much is unpacked to read one record.
inline constexpr std::size_t kFrameBytes = 1u << 20;

/// Packs bytes into zstd frames that stand for themselves, each with a checksum: a file that is cut
/// off anywhere can be read up to there.
class FramePacker
{
public:
    FramePacker();
    ~FramePacker();
    FramePacker(const FramePacker &) = delete;
    FramePacker &operator=(const FramePacker &) = delete;

    /// One frame. REQUIRES: at most kFrameBytes
    [[nodiscard]] std::string pack(std::string_view bytes);
    /// Where all frames so far begin, as zstd's seekable format writes it: in a frame that other
    /// programs pass over.
    [[nodiscard]] std::string table() const;

private:
    struct Sizes
    {
        std::uint32_t packed;
        std::uint32_t unpacked;
    };
    ZSTD_CCtx_s *m_zstd;
    std::vector<Sizes> m_frames;
};

/// Where the frames of a packed file stand, so that any byte of it can be read without the others.
class FrameIndex
{
public:
    struct Frame
    {
        std::uint64_t at = 0; // in the file
        std::uint64_t offset = 0; // of its first byte, unpacked
        std::uint32_t packed = 0;
        std::uint32_t unpacked = 0;
    };

    /// By the file's table, else by a walk from frame to frame up to where the file was cut off.
    /// Empty when its frames are not of our kind: larger, or silent about their size.
    /// COST: linear in the frames
    [[nodiscard]] static std::optional<FrameIndex> of(std::string_view file);

    /// The frame that holds this byte of the unpacked content; null behind its end.
    [[nodiscard]] const Frame *holding(std::uint64_t offset) const;
    [[nodiscard]] const std::vector<Frame> &frames() const { return m_frames; }

private:
    [[nodiscard]] bool add(std::string_view file, std::uint64_t at, std::uint64_t packed);
    [[nodiscard]] bool readTable(std::string_view file);
    [[nodiscard]] bool walk(std::string_view file);

    std::vector<Frame> m_frames;
};

/// The bytes of a frame; empty when it is damaged.
[[nodiscard]] std::string unpackFrame(std::string_view file, const FrameIndex::Frame &frame);

} // namespace sightglass
