// SPDX-License-Identifier: Apache-2.0
#include "model/graph/confusable.h"

#include <QString>

#include <algorithm>
#include <array>

namespace sightglass {
namespace {

struct Twin
{
    char16_t looksLike;
    char latin;
};

// Sorted by the first member.
constexpr std::array kTwins{
    Twin{0x0391, 'A'}, Twin{0x0392, 'B'}, Twin{0x0395, 'E'}, Twin{0x0396, 'Z'}, Twin{0x0397, 'H'},
    Twin{0x0399, 'I'}, Twin{0x039A, 'K'}, Twin{0x039C, 'M'}, Twin{0x039D, 'N'}, Twin{0x039F, 'O'},
    Twin{0x03A1, 'P'}, Twin{0x03A4, 'T'}, Twin{0x03A5, 'Y'}, Twin{0x03A7, 'X'}, Twin{0x03BF, 'o'},
    Twin{0x03C5, 'u'}, Twin{0x0405, 'S'}, Twin{0x0406, 'I'}, Twin{0x0408, 'J'}, Twin{0x0410, 'A'},
    Twin{0x0412, 'B'}, Twin{0x0415, 'E'}, Twin{0x041A, 'K'}, Twin{0x041C, 'M'}, Twin{0x041D, 'H'},
    Twin{0x041E, 'O'}, Twin{0x0420, 'P'}, Twin{0x0421, 'C'}, Twin{0x0422, 'T'}, Twin{0x0425, 'X'},
    Twin{0x0430, 'a'}, Twin{0x0435, 'e'}, Twin{0x043E, 'o'}, Twin{0x0440, 'p'}, Twin{0x0441, 'c'},
    Twin{0x0443, 'y'}, Twin{0x0445, 'x'}, Twin{0x0455, 's'}, Twin{0x0456, 'i'}, Twin{0x0458, 'j'},
    Twin{0x04CF, 'l'}, Twin{0x0501, 'd'}, Twin{0x051B, 'q'}, Twin{0x051D, 'w'}};

bool isInvisible(char16_t c)
{
    return c == 0x00AD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF;
}

} // namespace

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string skeletonOf(std::string_view utf8)
{
    const QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        const char16_t unit = c.unicode();
        if (isInvisible(unit))
            continue;
        const auto *twin = std::lower_bound(
            kTwins.begin(), kTwins.end(), unit,
            [](const Twin &entry, char16_t wanted) { return entry.looksLike < wanted; });
        out.append(twin != kTwins.end() && twin->looksLike == unit ? QChar::fromLatin1(twin->latin)
                                                                   : c);
    }
    return out.toStdString();
}

} // namespace sightglass
