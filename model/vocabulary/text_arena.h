// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/copy_text.h"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

namespace sightglass {

/// Where a decoder puts text that it composes; views stay valid until clear(). Keeps its room: no
/// allocation for the next event.
class TextArena
{
public:
    std::string_view keep(std::string_view text)
    {
        char *const begin = room(text.size());
        (void)copyText(text, begin);
        return {begin, text.size()};
    }
    std::string_view join(std::initializer_list<std::string_view> parts);
    void clear();

private:
    [[nodiscard]] char *room(std::size_t size)
    {
        if (size > m_left)
            return moreRoom(size);
        m_left -= size;
        return m_end - m_left - size;
    }
    [[nodiscard]] char *moreRoom(std::size_t size);

    std::vector<std::unique_ptr<char[]>>
        m_blocks; // the first stays; text that is longer has its own
    char *m_end = nullptr; // of the first
    std::size_t m_left = 0; // of the first
};

} // namespace sightglass
