// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRegularExpression>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// What somebody looks for in the payload of events. THREAD: any number may ask at once.
class Pattern
{
public:
    /// A text as a person types it: found as it is, and in each spelling that JSON has for it.
    [[nodiscard]] static Pattern ofText(std::string_view utf8);
    /// A regular expression, matched against the record as written. Empty when it is none; `error`
    /// says why and where.
    [[nodiscard]] static std::optional<Pattern> ofExpression(const QString &expression,
                                                             QString &error);

    enum class Answer {
        No,
        Yes,
        TooHard, // the expression took more steps than it is given: nobody knows
    };
    [[nodiscard]] Answer in(std::string_view record) const;

    /// Whether no part of `bytes` can match, told at the speed of memory. REQUIRES: bytes hold
    /// whole records.
    [[nodiscard]] bool isAbsentFrom(std::string_view bytes) const;

private:
    std::vector<std::string> m_spellings; // of a text
    QRegularExpression m_expression; // else
};

} // namespace sightglass
