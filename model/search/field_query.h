// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/graph/snapshot.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightglass {

/// A question about what the model says of events, not about their bytes: `field=value` where both
/// are equal, `field:value` where the one holds the other; several with blanks between them where
/// all must be so. A value with blanks stands in quotes. Fields: id, source, type, vocabulary,
/// kind, phase, outcome, state, name, subject, environment, detail. THREAD: any.
class FieldQuery
{
public:
    /// Empty when the text is no such question: an unknown field, or no value.
    [[nodiscard]] static std::optional<FieldQuery> of(std::string_view text);

    /// The events of rows [first, last) that answer it, in order of rows. Name and subject are
    /// those of the activity or subject that the event is about. COST: some nanoseconds a row; a
    /// text that many events share is looked at once.
    [[nodiscard]] std::vector<EventId> in(const Snapshot &snapshot, std::uint32_t first,
                                          std::uint32_t last) const;

private:
    enum class Field : std::uint8_t {
        Id,
        Source,
        Type,
        Vocabulary,
        KindOf,
        PhaseOf,
        OutcomeOf,
        StateOf,
        Name,
        Subject,
        Environment,
        Detail,
        Count,
    };
    struct Term
    {
        Field field = Field::Id;
        std::string value;
        bool whole = true; // equal, not just held
        [[nodiscard]] bool fits(std::string_view text) const;
    };
    class Asked;
    static std::optional<Term> termOf(std::string_view text);

    std::vector<Term> m_terms;
};

} // namespace sightglass
