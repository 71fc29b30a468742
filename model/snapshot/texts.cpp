// SPDX-License-Identifier: Apache-2.0
#include "model/snapshot/texts.h"

#include "model/base/hash.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kBlockBytes = 64u << 10;

} // namespace

char *TextPool::room(std::size_t size)
{
    if (size > m_left) {
        const std::size_t bytes = std::max(size, kBlockBytes);
        if (std::exchange(m_blocksShared, false))
            m_blocks = std::make_shared<FrozenTexts::Blocks>(*m_blocks);
        m_blocks->push_back(std::make_shared_for_overwrite<char[]>(bytes));
        m_free = m_blocks->back().get();
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
    const std::uint64_t hash = digestOf(text).low;
    const VerifiedEntry *const known = m_ids.find(
        hash, [&](std::uint32_t row) { return operator[](TextId::ofRow(row)) == text; });
    if (known)
        return TextId::ofRow(known->value());
    const TextId id = append(text);
    m_ids.insert(hash, id.row());
    return id;
}

std::string_view TextPool::operator[](TextId id) const
{
    if (id.isNull())
        return {};
    return {m_table.get(&TextColumns::begin, id.row()), m_table.get(&TextColumns::size, id.row())};
}

std::size_t FrozenTexts::bytes() const
{
    std::size_t sum = 0;
    for (std::uint32_t row = 0; row < m_table.size(); ++row)
        sum += m_table.get(&TextColumns::size, row);
    return sum;
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
