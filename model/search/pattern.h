// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/search/field_query.h"

#include <QRegularExpression>
#include <QString>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// What somebody looks for: in the payload of events, or among what the model says of them. THREAD:
/// any number may ask at once.
class Pattern
{
public:
    /// What a person types: a question about fields where it is one, else a text. A text that looks
    /// like such a question is found when it stands in quotes.
    [[nodiscard]] static Pattern ofTyped(std::string_view utf8);
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
    /// REQUIRES: it is not about fields
    [[nodiscard]] Answer in(std::string_view record) const;
    /// The question about fields; null when it is about the payload.
    [[nodiscard]] const FieldQuery *fields() const { return m_fields ? &*m_fields : nullptr; }

    /// Whether no part of `bytes` can match, told at the speed of memory. REQUIRES: bytes hold
    /// whole records.
    [[nodiscard]] bool isAbsentFrom(std::string_view bytes) const;

private:
    std::optional<FieldQuery> m_fields;
    std::vector<std::string> m_spellings; // of a text
    QRegularExpression m_expression; // else
};

} // namespace sightglass
