// SPDX-License-Identifier: Apache-2.0
#pragma once

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
    std::string_view keep(std::string_view text) { return join({text}); }
    std::string_view join(std::initializer_list<std::string_view> parts);
    void clear();

private:
    [[nodiscard]] char *room(std::size_t size);

    std::vector<std::unique_ptr<char[]>>
        m_blocks; // the first stays; text that is longer has its own
    std::size_t m_used = 0; // of the first block
};

} // namespace sightglass
