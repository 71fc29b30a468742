// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/text_arena.h"

namespace sightglass {
namespace {

constexpr std::size_t kBlockBytes = 16u << 10;

} // namespace

std::string_view TextArena::join(std::initializer_list<std::string_view> parts)
{
    std::size_t size = 0;
    for (const std::string_view part : parts)
        size += part.size();
    char *const begin = room(size);
    char *end = begin;
    for (const std::string_view part : parts)
        end = copyText(part, end);
    return {begin, size};
}

char *TextArena::moreRoom(std::size_t size)
{
    if (m_blocks.empty()) {
        m_end = m_blocks.emplace_back(std::make_unique<char[]>(kBlockBytes)).get() + kBlockBytes;
        m_left = kBlockBytes;
        if (size <= m_left)
            return room(size);
    }
    return m_blocks.emplace_back(std::make_unique<char[]>(size)).get();
}

void TextArena::clear()
{
    if (m_blocks.empty())
        return;
    if (m_blocks.size() > 1)
        m_blocks.resize(1);
    m_left = kBlockBytes;
}

} // namespace sightglass
