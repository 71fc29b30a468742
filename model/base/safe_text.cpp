// SPDX-License-Identifier: Apache-2.0
#include "model/base/safe_text.h"

#include <QString>

namespace sightglass {
namespace {

/// What stands for a character that must not reach a screen as it is; null: it may.
char16_t standIn(char16_t c)
{
    if (c < 0x20)
        return static_cast<char16_t>(0x2400 + c);
    if (c == 0x7F)
        return 0x2421;
    if (c >= 0x80 && c < 0xA0)
        return 0x2426; // no symbols of their own
    const bool mark = (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2060 && c <= 0x206F) || c == 0x061C || c == 0x00AD || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB);
    if (mark)
        return 0x25CA;
    return c == 0x2028 || c == 0x2029 || c == 0x0085 ? char16_t{0x23CE} : char16_t{0};
}

} // namespace

std::string safeText(std::string_view utf8, bool keepLineEnds)
{
    QString text = QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
    for (QChar &c : text) {
        if (c == u'\n') {
            if (!keepLineEnds)
                c = QChar{0x23CE};
        } else if (const char16_t instead = standIn(c.unicode())) {
            c = QChar{instead};
        }
    }
    return text.toStdString();
}

} // namespace sightglass
