// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/vocabulary/vocabulary.h"

#include <QString>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass::test {

/// Reads records one at a time, as the program does.
class Reader
{
public:
    Reader();

    /// The reason for which the record is refused, as it is written for other programs; empty when
    /// it is accepted.
    std::string_view read(std::string_view record);
    [[nodiscard]] const Decoded &event() const { return m_decoder.event(); }
    [[nodiscard]] const Decoder &decoder() const { return m_decoder; }

    /// How often the last event carries the finding.
    [[nodiscard]] int count(Problem problem) const;
    /// All findings of the last event: "time, links".
    [[nodiscard]] std::string problems() const;
    /// All links of the last event: "CAUSE a>b (cause)", flows follow it; "BASE a>
    /// [previous-version]", they do not.
    [[nodiscard]] std::string links() const;
    /// All references of the last event, in the same form: "change change|s|5 (uses)".
    [[nodiscard]] std::string references() const;
    /// All of the last event, a line each that says something: for golden files.
    [[nodiscard]] std::string description() const;
    [[nodiscard]] const VocabularyList &vocabularies() const { return m_vocabularies; }

private:
    VocabularyList m_vocabularies;
    Decoder m_decoder;
    std::string m_record; // the event views it
};

/// What every event of a type must become.
struct TypeFact
{
    std::string_view type; // CDEvents: subject.predicate
    std::string_view kind;
    std::string_view phase;
};
[[nodiscard]] std::span<const TypeFact> cdEventsFacts();
[[nodiscard]] std::span<const TypeFact> eiffelFacts();
/// The fact about a type as received, version and draft suffix cut off; null when there is none.
[[nodiscard]] const TypeFact *factOf(std::string_view vocabulary, std::string_view type);

[[nodiscard]] std::string contentOf(const QString &path);
/// Without empty ones.
[[nodiscard]] std::vector<std::string> linesOf(const QString &path);

} // namespace sightglass::test
