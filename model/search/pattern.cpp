// SPDX-License-Identifier: Apache-2.0
#include "model/search/pattern.h"

#include "model/json/canonical.h"
#include "model/search/find_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace sightglass {
namespace {

/// With each character beyond ASCII as \uXXXX, in surrogates where it must be.
std::string inAscii(std::string_view json, const char *format)
{
    std::string text;
    const QString wide = QString::fromUtf8(json.data(), static_cast<qsizetype>(json.size()));
    for (const QChar c : wide) {
        if (c.unicode() < 0x80) {
            text.push_back(static_cast<char>(c.unicode()));
            continue;
        }
        std::array<char, 8> escape{};
        std::snprintf(escape.data(), escape.size(), format, static_cast<unsigned>(c.unicode()));
        text.append(escape.data());
    }
    return text;
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

} // namespace

Pattern Pattern::ofTyped(std::string_view utf8)
{
    if (auto fields = FieldQuery::of(utf8)) {
        Pattern pattern;
        pattern.m_fields = std::move(fields);
        return pattern;
    }
    const bool quoted = utf8.size() > 2 && utf8.front() == '"' && utf8.back() == '"';
    const std::string_view inside = quoted ? utf8.substr(1, utf8.size() - 2) : utf8;
    return ofText(quoted && FieldQuery::of(inside) ? inside : utf8);
}

Pattern Pattern::ofText(std::string_view utf8)
{
    const std::string quoted = json::quoted(utf8);
    std::string usual = quoted.substr(1, quoted.size() - 2); // as most writers escape it
    for (const auto &[code, letter] :
         {std::pair{"\\u000a", "\\n"}, std::pair{"\\u0009", "\\t"}, std::pair{"\\u000d", "\\r"}})
        usual = replaced(std::move(usual), code, letter);
    const std::string html = replaced(replaced(replaced(usual, "<", "\\u003c"), ">", "\\u003e"),
                                      "&", "\\u0026"); // as Go does
    Pattern pattern;
    pattern.m_spellings = {std::string{utf8},
                           usual,
                           replaced(usual, "/", "\\/"), // as PHP does
                           html,
                           inAscii(usual, "\\u%04x"),
                           inAscii(usual, "\\u%04X")};
    std::sort(pattern.m_spellings.begin(), pattern.m_spellings.end());
    pattern.m_spellings.erase(std::unique(pattern.m_spellings.begin(), pattern.m_spellings.end()),
                              pattern.m_spellings.end());
    return pattern;
}

std::optional<Pattern> Pattern::ofExpression(const QString &expression, QString &error)
{
    Pattern pattern;
    pattern.m_expression
        = QRegularExpression{expression, QRegularExpression::UseUnicodePropertiesOption};
    if (!pattern.m_expression.isValid()) {
        error = QStringLiteral("%1 at character %2")
                    .arg(pattern.m_expression.errorString(),
                         QString::number(pattern.m_expression.patternErrorOffset() + 1));
        return std::nullopt;
    }
    pattern.m_expression.optimize();
    return pattern;
}

Pattern::Answer Pattern::in(std::string_view record) const
{
    if (!m_spellings.empty())
        return isAbsentFrom(record) ? Answer::No : Answer::Yes;
    const QRegularExpressionMatch match = m_expression.match(
        QString::fromUtf8(record.data(), static_cast<qsizetype>(record.size())));
    if (match.hasMatch())
        return Answer::Yes;
    return match.isValid() ? Answer::No : Answer::TooHard;
}

bool Pattern::isAbsentFrom(std::string_view bytes) const
{
    return !m_spellings.empty()
        && std::none_of(m_spellings.begin(), m_spellings.end(),
                        [bytes](const std::string &spelling) {
                            return findText(bytes, spelling) != std::string_view::npos;
                        });
}

} // namespace sightglass
