// SPDX-License-Identifier: Apache-2.0
#include "views/layout/geometry_text.h"

#include <array>
#include <cstdio>

namespace sightglass {

std::string decimalText(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.2f", value);
    return text.data();
}

std::string dotQuoted(std::string_view text)
{
    std::string out{'"'};
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out.push_back('\\');
        out.push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    }
    return out + "\"";
}

} // namespace sightglass
