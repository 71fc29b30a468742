// SPDX-License-Identifier: Apache-2.0
#include "model/snapshot/texts.h"

#include "model/base/hash.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;

/// Of blocks in the order of their places, the one that the text stands in.
template<typename Blocks> std::size_t blockOf(const Blocks &blocks, const char *text)
{
    const auto behind = std::upper_bound(
        blocks.begin(), blocks.end(), text,
        [](const char *place, const auto &block) { return place < block.bytes.get(); });
    return static_cast<std::size_t>(behind - blocks.begin()) - 1;
}

/// Where a text that was interned lately is looked for. REQUIRES: not empty
std::uint8_t placeOf(std::string_view text)
{
    std::uint64_t end = 0;
    if (text.size() >= sizeof end)
        std::memcpy(&end, text.data() + text.size() - sizeof end, sizeof end);
    else
        end = static_cast<unsigned char>(text.back());
    return static_cast<std::uint8_t>((end + text.size()) * 0x9E3779B97F4A7C15 >> 56);
}

} // namespace

char *TextPool::room(std::size_t size)
{
    if (size > m_left) {
        const std::size_t bytes = std::max(size, kBlockBytes);
        if (std::exchange(m_blocksShared, false))
            m_blocks = std::make_shared<FrozenTexts::Blocks>(*m_blocks);
        m_blocks->push_back({std::make_shared_for_overwrite<char[]>(bytes), bytes});
        m_free = m_blocks->back().bytes.get();
        m_left = bytes;
    }
    char *const begin = m_free;
    m_free += size;
    m_left -= size;
    return begin;
}

TextId TextPool::append(std::string_view text)
{
    if (text.empty())
        return {};
    char *const begin = room(text.size());
    std::memcpy(begin, text.data(), text.size());
    const std::uint32_t row = m_table.append();
    m_table.set(&TextColumns::begin, row, begin);
    m_table.set(&TextColumns::size, row, static_cast<std::uint32_t>(text.size()));
    return TextId::ofRow(row);
}

TextId TextPool::intern(std::string_view text)
{
    if (text.empty())
        return {};
    Recent &recent = m_recent[placeOf(text)];
    if (!isSame(recent.text, text)) {
        recent.id = lookUp(text);
        recent.text = operator[](recent.id);
    }
    return recent.id;
}

TextId TextPool::lookUp(std::string_view text)
{
    const std::uint64_t hash = digestOf(text).low;
    const VerifiedEntry *const known = m_ids.find(
        hash, [&](std::uint32_t row) { return operator[](TextId::ofRow(row)) == text; });
    if (known)
        return TextId::ofRow(known->value());
    const TextId id = append(text);
    m_ids.insert(hash, id.row());
    return id;
}

std::size_t FrozenTexts::bytes() const
{
    std::size_t sum = 0;
    for (std::uint32_t row = 0; row < m_table.size(); ++row)
        sum += m_table.get(&TextColumns::size, row);
    return sum;
}

std::size_t TextPool::bytes() const
{
    std::size_t sum = m_table.bytes() + m_ids.bytes();
    for (const FrozenTexts::Block &block : *m_blocks)
        sum += block.size;
    return sum;
}

void TextPool::keepOnly(const std::vector<bool> &needed)
{
    m_recent = {};
    m_ids.retain(
        [&](std::uint32_t row) { return needed[row] ? std::optional{row} : std::nullopt; });
    const auto isNeeded = [&](std::uint32_t row) { return needed[row]; };
    for (std::uint32_t first = 0; first < m_table.size(); first += kChunkRows) {
        const std::uint32_t end = std::min(first + kChunkRows, m_table.size());
        bool any = end % kChunkRows != 0;
        for (std::uint32_t row = first; !any && row < end; ++row)
            any = isNeeded(row);
        if (!any)
            m_table.drop(first);
        for (std::uint32_t row = first; any && row < end; ++row) {
            if (!isNeeded(row) && m_table.get(&TextColumns::size, row) != 0) {
                m_table.set(&TextColumns::begin, row, nullptr);
                m_table.set(&TextColumns::size, row, 0);
            }
        }
    }

    FrozenTexts::Blocks blocks = *m_blocks;
    std::sort(blocks.begin(), blocks.end(),
              [](const auto &a, const auto &b) { return a.bytes.get() < b.bytes.get(); });
    std::vector<std::size_t> used(blocks.size());
    forEachRow(m_table, [&](std::uint32_t row) {
        if (const std::size_t size = m_table.get(&TextColumns::size, row))
            used[blockOf(blocks, m_table.get(&TextColumns::begin, row))] += size;
    });
    std::vector<bool> sparse(blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i)
        sparse[i] = used[i] * 2 < blocks[i].size;
    moveFrom(sparse, blocks);
}

// To new blocks: snapshots go on to read where the texts stood.
void TextPool::moveFrom(const std::vector<bool> &sparse, const FrozenTexts::Blocks &blocks)
{
    m_blocks = std::make_shared<FrozenTexts::Blocks>();
    m_blocksShared = false;
    m_left = 0;
    forEachRow(m_table, [&](std::uint32_t row) {
        const std::uint32_t size = m_table.get(&TextColumns::size, row);
        const char *const begin = m_table.get(&TextColumns::begin, row);
        if (size == 0 || !sparse[blockOf(blocks, begin)])
            return;
        char *const place = room(size);
        std::memcpy(place, begin, size);
        m_table.set(&TextColumns::begin, row, place);
    });
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (!sparse[i])
            m_blocks->push_back(blocks[i]);
    }
}

FrozenTexts TextPool::freeze()
{
    FrozenTexts frozen;
    frozen.m_table = m_table.freeze();
    frozen.m_blocks = m_blocks;
    m_blocksShared = true;
    return frozen;
}

} // namespace sightglass
