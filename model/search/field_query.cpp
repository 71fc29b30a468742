// SPDX-License-Identifier: Apache-2.0
#include "model/search/field_query.h"

#include <algorithm>
#include <array>

namespace sightglass {
namespace {

constexpr std::array<std::string_view, 12> kFieldWords{
    "id",      "source", "type", "vocabulary", "kind",        "phase",
    "outcome", "state",  "name", "subject",    "environment", "detail"};

/// The first term of the text, which is left with the rest: up to a blank outside of quotes.
std::string_view takeTerm(std::string_view &text)
{
    bool quoted = false;
    std::size_t end = 0;
    for (; end < text.size() && (quoted || text[end] != ' '); ++end)
        quoted = quoted != (text[end] == '"');
    const std::string_view term = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return term;
}

std::string_view unquoted(std::string_view value)
{
    const bool quoted = value.size() >= 2 && value.front() == '"' && value.back() == '"';
    return quoted ? value.substr(1, value.size() - 2) : value;
}

State stateOfEvent(const Snapshot &snapshot, EventId event)
{
    return stateOf(snapshot.phaseOf(event), snapshot.outcomeOf(event));
}

} // namespace

bool FieldQuery::Term::fits(std::string_view text) const
{
    return whole ? text == value : text.find(value) != std::string_view::npos;
}

std::optional<FieldQuery::Term> FieldQuery::termOf(std::string_view text)
{
    const std::size_t sign = text.find_first_of("=:");
    if (sign == std::string_view::npos)
        return std::nullopt;
    const auto field = std::find(kFieldWords.begin(), kFieldWords.end(), text.substr(0, sign));
    const std::string_view value = unquoted(text.substr(sign + 1));
    if (field == kFieldWords.end() || value.empty())
        return std::nullopt;
    return Term{static_cast<Field>(field - kFieldWords.begin()), std::string{value},
                text[sign] == '='};
}

std::optional<FieldQuery> FieldQuery::of(std::string_view text)
{
    static_assert(kFieldWords.size() == static_cast<std::size_t>(Field::Count));
    FieldQuery query;
    while (!text.empty()) {
        const std::string_view term = takeTerm(text);
        if (term.empty())
            continue;
        auto read = termOf(term);
        if (!read)
            return std::nullopt;
        query.m_terms.push_back(std::move(*read));
    }
    return query.m_terms.empty() ? std::nullopt : std::optional{std::move(query)};
}

/// One term, asked of many events of one snapshot.
class FieldQuery::Asked
{
public:
    Asked(const Snapshot &snapshot, const Term &term)
        : m_snapshot(snapshot)
        , m_term(term)
    {
        const bool ofSort = term.field == Field::Type || term.field == Field::Vocabulary;
        const auto column
            = term.field == Field::Type ? &SortColumns::type : &SortColumns::vocabulary;
        for (std::uint32_t row = 0; ofSort && row < snapshot.sorts.size(); ++row)
            m_sorts.push_back(term.fits(snapshot.texts[snapshot.sorts.get(column, row)]));
    }

    [[nodiscard]] bool fits(EventId event)
    {
        const EntityId entity = m_snapshot.entityOf(event);
        switch (m_term.field) {
        case Field::Id:
            return m_term.fits(m_snapshot.idOf(event));
        case Field::Source:
            return fitsText(m_snapshot.sourceIdOf(event));
        case Field::Type:
        case Field::Vocabulary:
            return m_sorts[m_snapshot.sortOf(event)];
        case Field::KindOf:
            return m_term.fits(word(m_snapshot.kindOf(event)));
        case Field::PhaseOf:
            return m_term.fits(word(m_snapshot.phaseOf(event)));
        case Field::OutcomeOf:
            return m_term.fits(word(m_snapshot.outcomeOf(event)));
        case Field::StateOf:
            return m_snapshot.phaseOf(event) != Phase::None
                && m_term.fits(word(stateOfEvent(m_snapshot, event)));
        case Field::Name:
            return entity.isNull() ? fitsText(m_snapshot.nameOf(event)) : isNamed(entity);
        case Field::Subject:
            return !entity.isNull()
                && (m_term.fits(m_snapshot.subjectIdOf(entity))
                    || m_term.fits(m_snapshot.keyOf(entity)));
        case Field::Environment:
            return fitsText(m_snapshot.environmentOf(event));
        case Field::Detail:
            return fitsText(m_snapshot.detailOf(event));
        case Field::Count:
            break;
        }
        return false;
    }

private:
    // Neighbours share their texts: what was just looked at is remembered.
    [[nodiscard]] bool fitsText(TextId text)
    {
        if (text.isNull())
            return false;
        Looked &looked = m_looked[text.value % m_looked.size()];
        if (looked.text != text)
            looked = {text, m_term.fits(m_snapshot.texts[text])};
        return looked.fits;
    }

    // Asked once for all events of an entity.
    [[nodiscard]] bool isNamed(EntityId entity)
    {
        if (m_named.empty())
            m_named.resize(m_snapshot.entities.size());
        std::uint8_t &named = m_named[entity.row()];
        if (named == 0)
            named = fitsText(m_snapshot.nameOf(entity)) ? 2 : 1;
        return named == 2;
    }

    struct Looked
    {
        TextId text;
        bool fits = false;
    };

    const Snapshot &m_snapshot;
    const Term &m_term;
    std::vector<bool> m_sorts;
    std::vector<std::uint8_t> m_named; // by entity: 0 not asked yet, 1 no, 2 yes
    std::array<Looked, 4096> m_looked{};
};

std::vector<EventId> FieldQuery::in(const Snapshot &snapshot, std::uint32_t first,
                                    std::uint32_t last) const
{
    std::vector<Asked> asked;
    for (const Term &term : m_terms)
        asked.emplace_back(snapshot, term);
    std::vector<EventId> found;
    for (std::uint32_t row = std::max(first, snapshot.events.begin());
         row < std::min(last, snapshot.events.size()); ++row) {
        const EventId event = EventId::ofRow(row);
        if (std::all_of(asked.begin(), asked.end(),
                        [event](Asked &one) { return one.fits(event); }))
            found.push_back(event);
    }
    return found;
}

} // namespace sightglass
