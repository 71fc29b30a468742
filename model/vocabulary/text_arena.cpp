// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/text_arena.h"

#include "model/base/copy_text.h"

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

char *TextArena::room(std::size_t size)
{
    if (m_blocks.empty())
        m_blocks.push_back(std::make_unique<char[]>(kBlockBytes));
    if (size > kBlockBytes - m_used)
        return m_blocks.emplace_back(std::make_unique<char[]>(size)).get();
    char *const begin = m_blocks.front().get() + m_used;
    m_used += size;
    return begin;
}

void TextArena::clear()
{
    if (m_blocks.size() > 1)
        m_blocks.resize(1);
    m_used = 0;
}

} // namespace sightglass
