// SPDX-License-Identifier: Apache-2.0
#include "model/search/field_query.h"

#include <algorithm>
#include <array>

namespace sightglass {
namespace {

constexpr std::array<std::string_view, 12> kFieldWords{
    "id",      "source", "type", "vocabulary", "kind",        "phase",
    "outcome", "state",  "name", "subject",    "environment", "detail"};

constexpr std::uint32_t kBlock = 2048; // rows

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

    /// Leaves of the rows those that fit.
    void narrow(std::vector<EventId> &rows)
    {
        const Snapshot &s = m_snapshot;
        const auto keep = [&rows](auto &&fits) { // one loop a field: the field is asked for once
            rows.erase(std::remove_if(rows.begin(), rows.end(),
                                      [&fits](EventId event) { return !fits(event); }),
                       rows.end());
        };
        const auto keepWords = [&](auto &&wordOf) {
            keep([&](EventId event) { return m_term.fits(word(wordOf(event))); });
        };
        switch (m_term.field) {
        case Field::Id:
            return keep([&](EventId event) { return m_term.fits(s.idOf(event)); });
        case Field::Source:
            return keep([&](EventId event) { return fitsText(s.sourceIdOf(event)); });
        case Field::Type:
        case Field::Vocabulary:
            return keep([&](EventId event) { return m_sorts[s.sortOf(event)] != 0; });
        case Field::KindOf:
            return keepWords([&](EventId event) { return s.kindOf(event); });
        case Field::PhaseOf:
            return keepWords([&](EventId event) { return s.phaseOf(event); });
        case Field::OutcomeOf:
            return keepWords([&](EventId event) { return s.outcomeOf(event); });
        case Field::StateOf:
            keep([&](EventId event) { return s.phaseOf(event) != Phase::None; });
            return keepWords([&](EventId event) { return stateOfEvent(s, event); });
        case Field::Name:
            return keep([&](EventId event) {
                const EntityId entity = s.entityOf(event);
                return fitsText(entity.isNull() ? s.nameOf(event) : s.nameOf(entity));
            });
        case Field::Subject:
            return keep([&](EventId event) { return isAbout(s.entityOf(event)); });
        case Field::Environment:
            return keep([&](EventId event) { return fitsText(s.environmentOf(event)); });
        case Field::Detail:
            return keep([&](EventId event) { return fitsText(s.detailOf(event)); });
        case Field::Count:
            break;
        }
    }

private:
    [[nodiscard]] bool isAbout(EntityId entity) const
    {
        return !entity.isNull()
            && (m_term.fits(m_snapshot.subjectIdOf(entity))
                || m_term.fits(m_snapshot.keyOf(entity)));
    }

    // Many events share a text: it is looked at once.
    [[nodiscard]] bool fitsText(TextId text)
    {
        if (text.isNull())
            return false;
        if (m_texts.empty())
            m_texts.resize(m_snapshot.texts.size());
        Looked &looked = m_texts[text.row()];
        if (looked == Looked::Not)
            looked = m_term.fits(m_snapshot.texts[text]) ? Looked::Fits : Looked::Other;
        return looked == Looked::Fits;
    }

    enum class Looked : std::uint8_t { Not, Other, Fits };

    const Snapshot &m_snapshot;
    const Term &m_term;
    std::vector<std::uint8_t> m_sorts; // by row: whether it fits
    std::vector<Looked> m_texts; // by row
};

std::vector<EventId> FieldQuery::in(const Snapshot &snapshot, std::uint32_t first,
                                    std::uint32_t last) const
{
    std::vector<Asked> asked;
    for (const Term &term : m_terms)
        asked.emplace_back(snapshot, term);
    std::vector<EventId> found;
    std::vector<EventId> rows; // of a block, which a first-level cache holds
    last = std::min(last, snapshot.events.size());
    for (std::uint32_t row = std::max(first, snapshot.events.begin()); row < last;) {
        rows.clear();
        for (const std::uint32_t end = std::min(row + kBlock, last); row < end; ++row)
            rows.push_back(EventId::ofRow(row));
        for (Asked &one : asked)
            one.narrow(rows);
        found.insert(found.end(), rows.begin(), rows.end());
    }
    return found;
}

} // namespace sightglass
