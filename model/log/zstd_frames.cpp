// SPDX-License-Identifier: Apache-2.0
#include "model/log/zstd_frames.h"

#include <zstd.h>

#include <algorithm>
#include <new>

namespace sightglass {
namespace {

constexpr int kLevel = 3;

// zstd's seekable format: a skippable frame whose last nine bytes tell how many entries it has.
constexpr std::uint32_t kTableMagic = 0x184D2A5E;
constexpr std::uint32_t kFooterMagic = 0x8F92EAB1;
constexpr std::size_t kHeadBytes = 8;
constexpr std::size_t kEntryBytes = 8;
constexpr std::size_t kFooterBytes = 9;
constexpr std::uint32_t kSkippable = 0x184D2A50;

void putWord(std::string &bytes, std::uint32_t word)
{
    for (int shift = 0; shift < 32; shift += 8)
        bytes.push_back(static_cast<char>(word >> shift & 0xFF));
}

// REQUIRES: four bytes are there
std::uint32_t wordAt(std::string_view bytes, std::size_t at)
{
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i)
        word |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << 8 * i;
    return word;
}

bool isSkippable(std::string_view bytes)
{
    return bytes.size() >= kHeadBytes && (wordAt(bytes, 0) & ~0xFu) == kSkippable;
}

} // namespace

FramePacker::FramePacker()
    : m_zstd(ZSTD_createCCtx())
{
    if (!m_zstd)
        throw std::bad_alloc{};
    ZSTD_CCtx_setParameter(m_zstd, ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(m_zstd, ZSTD_c_checksumFlag, 1);
}

FramePacker::~FramePacker()
{
    ZSTD_freeCCtx(m_zstd);
}

std::string FramePacker::pack(std::string_view bytes)
{
    std::string packed(ZSTD_compressBound(bytes.size()), '\0');
    const std::size_t size
        = ZSTD_compress2(m_zstd, packed.data(), packed.size(), bytes.data(), bytes.size());
    packed.resize(ZSTD_isError(size) ? 0 : size);
    m_frames.push_back(
        {static_cast<std::uint32_t>(packed.size()), static_cast<std::uint32_t>(bytes.size())});
    return packed;
}

std::string FramePacker::table() const
{
    std::string bytes;
    putWord(bytes, kTableMagic);
    putWord(bytes, static_cast<std::uint32_t>(m_frames.size() * kEntryBytes + kFooterBytes));
    for (const Sizes &frame : m_frames) {
        putWord(bytes, frame.packed);
        putWord(bytes, frame.unpacked);
    }
    putWord(bytes, static_cast<std::uint32_t>(m_frames.size()));
    bytes.push_back('\0'); // entries without checksums: the frames have their own
    putWord(bytes, kFooterMagic);
    return bytes;
}

std::optional<FrameIndex> FrameIndex::of(std::string_view file)
{
    FrameIndex index;
    if (index.readTable(file))
        return index;
    index.m_frames.clear();
    if (index.walk(file))
        return index;
    return std::nullopt;
}

// What the frame's own head says is believed: a table may be a lie.
bool FrameIndex::add(std::string_view file, std::uint64_t at, std::uint64_t packed)
{
    if (at > file.size() || packed > file.size() - at)
        return false;
    const std::string_view frame = file.substr(at, packed);
    const unsigned long long unpacked = ZSTD_getFrameContentSize(frame.data(), frame.size());
    if (unpacked > kFrameBytes) // also what is unknown, and what is no frame
        return false;
    const std::uint64_t offset
        = m_frames.empty() ? 0 : m_frames.back().offset + m_frames.back().unpacked;
    m_frames.push_back(
        {at, offset, static_cast<std::uint32_t>(packed), static_cast<std::uint32_t>(unpacked)});
    return true;
}

bool FrameIndex::readTable(std::string_view file)
{
    if (file.size() < kHeadBytes + kFooterBytes || wordAt(file, file.size() - 4) != kFooterMagic
        || file[file.size() - 5] != '\0')
        return false;
    const std::uint64_t count = wordAt(file, file.size() - kFooterBytes);
    const std::uint64_t size = kHeadBytes + count * kEntryBytes + kFooterBytes;
    if (size > file.size() || wordAt(file, file.size() - size) != kTableMagic)
        return false;
    const std::string_view table = file.substr(file.size() - size);
    m_frames.reserve(count);
    std::uint64_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::uint32_t packed = wordAt(table, kHeadBytes + i * kEntryBytes);
        if (!add(file, at, packed)
            || m_frames.back().unpacked != wordAt(table, kHeadBytes + i * kEntryBytes + 4))
            return false;
        at += packed;
    }
    return at == file.size() - size;
}

bool FrameIndex::walk(std::string_view file)
{
    std::uint64_t at = 0;
    while (at < file.size()) {
        const std::string_view rest = file.substr(at);
        const std::size_t packed = ZSTD_findFrameCompressedSize(rest.data(), rest.size());
        if (ZSTD_isError(packed))
            break; // cut off here: what stands before it is whole
        if (!isSkippable(rest) && !add(file, at, packed))
            return false;
        at += packed;
    }
    return !m_frames.empty();
}

const FrameIndex::Frame *FrameIndex::holding(std::uint64_t offset) const
{
    const auto next = std::upper_bound(
        m_frames.begin(), m_frames.end(), offset,
        [](std::uint64_t place, const Frame &frame) { return place < frame.offset; });
    if (next == m_frames.begin())
        return nullptr;
    const Frame &frame = *std::prev(next);
    return offset - frame.offset < frame.unpacked ? &frame : nullptr;
}

std::string unpackFrame(std::string_view file, const FrameIndex::Frame &frame)
{
    std::string bytes(frame.unpacked, '\0');
    const std::size_t size
        = ZSTD_decompress(bytes.data(), bytes.size(), file.data() + frame.at, frame.packed);
    if (ZSTD_isError(size) || size != bytes.size())
        bytes.clear();
    return bytes;
}

} // namespace sightglass
