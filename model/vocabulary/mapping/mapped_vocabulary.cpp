// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/mapping/mapped_vocabulary.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/cloud_envelope.h"
#include "model/vocabulary/cloudevents/cloudevents.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>
#include <charconv>

namespace sightglass {
namespace {

bool fits(std::string_view text, std::string_view pattern)
{
    if (pattern.ends_with('*'))
        return text.starts_with(pattern.substr(0, pattern.size() - 1));
    return text == pattern;
}

/// A lone * takes whatever is there, objects and lists too.
bool fits(json::Value value, const std::vector<std::string> &patterns)
{
    if (!value.exists() || value.isNull())
        return false;
    const std::string_view text = scalarText(value);
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string &pattern) {
        return pattern == "*" || (!text.empty() && fits(text, pattern));
    });
}

std::string_view attributeOf(const Envelope &envelope, std::string_view name)
{
    if (name == "type")
        return envelope.type;
    if (name == "source")
        return envelope.source;
    if (name == "subject")
        return envelope.subject;
    return name == "id" ? envelope.id : scalarText(extensionOf(envelope, name));
}

std::uint32_t countOf(json::Value value)
{
    const std::string_view text = scalarText(value);
    std::uint32_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    return error == std::errc{} && end == text.data() + text.size() ? count : 0;
}

/// Calls with the text of each value under the pointer, which may go through a list.
template<typename Take> void forEach(json::Value body, std::string_view pointer, const Take &take)
{
    const std::size_t star = pointer.find("/*");
    if (star == std::string_view::npos) {
        take(scalarText(body.at(pointer)));
        return;
    }
    for (const json::Value element : body.at(pointer.substr(0, star)).elements())
        take(scalarText(element.at(pointer.substr(star + 2))));
}

class MappedVocabulary final : public Vocabulary
{
public:
    explicit MappedVocabulary(MappingForm form)
        : m_form(std::move(form))
        , m_source(std::string_view{m_form.source})
        , m_eventId(std::string_view{m_form.eventId})
    {
        for (const MappingForm::Type &type : m_form.types)
            compile(type);
    }
    MappedVocabulary(const MappedVocabulary &) = delete;
    MappedVocabulary &operator=(const MappedVocabulary &) = delete;

    [[nodiscard]] std::string_view name() const override { return m_form.vocabulary; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (!m_form.attributes.empty() && !envelope.isCloudEvent)
            return false;
        for (const MappingForm::Match &match : m_form.attributes) {
            const std::string_view text = attributeOf(envelope, match.where);
            const bool fine = !text.empty()
                && std::any_of(match.patterns.begin(), match.patterns.end(),
                               [&](const std::string &pattern) { return fits(text, pattern); });
            if (!fine)
                return false;
        }
        const json::Value body = bodyOf(envelope);
        return std::all_of(m_form.fields.begin(), m_form.fields.end(),
                           [&](const MappingForm::Match &match) {
                               return fits(body.at(match.where), match.patterns);
                           });
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = bodyOf(envelope);
        event.scope = IdScope::CloudEvents;
        readIdentity(envelope, body, arena, event);
        if (envelope.isCloudEvent)
            addExtensionLinks(envelope, event);
        const TypeRule *rule = findRule(m_rules, event.type);
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "the mapping has no such type");
            return std::nullopt;
        }
        const auto index = static_cast<std::size_t>(rule - m_rules.data());
        applyRule(*rule, body, arena, event);
        event.chain = scalarText(firstOf(body, m_chains[index]));
        event.attempt = countOf(firstOf(body, m_attempts[index]));
        addLinks(m_form.types[index], body, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override
    {
        std::vector<Rosetta> rows = rosettaOf(m_rules);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const auto add = [&row = rows[i]](std::string_view what, std::string_view pointer) {
                if (!pointer.empty())
                    row.links.append(row.links.empty() ? "" : ", ")
                        .append(what)
                        .append(" ")
                        .append(pointer);
            };
            for (const MappingForm::Link &link : m_form.types[i].links)
                add(word(link.kind), link.pointer);
            add("chain", m_form.types[i].chain);
        }
        return rows;
    }

private:
    void compile(const MappingForm::Type &type)
    {
        std::vector<StatusWord> &words = m_words.emplace_back();
        for (const MappingForm::Word &known : type.words)
            words.push_back({known.word, known.phase, known.outcome});
        std::vector<IdentityField> &identities = m_identities.emplace_back();
        for (const MappingForm::Identity &identity : type.identities)
            identities.push_back({identity.kind, identity.role, identity.pointer});
        TypeRule rule{type.type, type.kind, type.phase, type.state, std::string_view{type.status},
                      words};
        rule.id = std::string_view{type.id};
        rule.name = std::string_view{type.name};
        rule.url = std::string_view{type.url};
        rule.detail = std::string_view{type.detail};
        rule.environment = std::string_view{type.environment};
        rule.time = std::string_view{type.time};
        rule.queued = std::string_view{type.queued};
        rule.started = std::string_view{type.started};
        rule.finished = std::string_view{type.finished};
        rule.parentKind = type.parentKind;
        rule.parent = std::string_view{type.parent};
        rule.identities = identities;
        m_rules.push_back(rule);
        m_chains.emplace_back(std::string_view{type.chain});
        m_attempts.emplace_back(std::string_view{type.attempt});
    }

    [[nodiscard]] json::Value bodyOf(const Envelope &envelope) const
    {
        return m_form.wholeRecord ? envelope.root : envelope.body;
    }

    void readIdentity(const Envelope &envelope, json::Value body, TextArena &arena,
                      Decoded &event) const
    {
        event.source = m_form.source.starts_with('/') ? scalarText(firstOf(body, m_source))
                                                      : std::string_view{m_form.source};
        if (event.source.empty())
            event.source = envelope.source;
        event.id = envelope.isCloudEvent ? envelope.id : scalarText(firstOf(body, m_eventId));
        event.type = m_form.type.empty() ? envelope.type : wireName(body, arena);
        if (event.type.empty())
            event.type = envelope.isCloudEvent ? envelope.type : name();
        keepSound(event.source, limits::kSourceBytes, {}, event);
        keepSound(event.id, limits::kIdBytes, {}, event);
        keepSound(event.type, limits::kTypeBytes, name(), event);
    }

    static void keepSound(std::string_view &text, std::size_t most, std::string_view instead,
                          Decoded &event)
    {
        if (text.empty() || isAttribute(text, most))
            return;
        text = instead;
        noteProblem(event, Problem::IdFormat, "source, id or type cannot name an event");
    }

    [[nodiscard]] std::string_view wireName(json::Value body, TextArena &arena) const
    {
        std::string_view joined;
        std::string_view pointers = m_form.type;
        while (!pointers.empty()) {
            const std::size_t end = std::min(pointers.find(' '), pointers.size());
            const std::string_view part = scalarText(body.at(pointers.substr(0, end)));
            pointers.remove_prefix(std::min(end + 1, pointers.size()));
            if (!part.empty())
                joined = joined.empty() ? part : arena.join({joined, ".", part});
        }
        return joined;
    }

    static void addLinks(const MappingForm::Type &type, json::Value body, Decoded &event)
    {
        for (const MappingForm::Link &link : type.links) {
            forEach(body, link.pointer, [&](std::string_view id) {
                if (isAttribute(id, limits::kIdBytes))
                    event.links.push_back({link.kind,
                                           link.kind != EdgeKind::PreviousVersion,
                                           word(link.kind),
                                           IdScope::CloudEvents,
                                           id,
                                           {}});
                else if (!id.empty())
                    noteProblem(event, Problem::Links, "a link is no id");
            });
        }
    }

    MappingForm m_form; // the tables below look into it
    Pointers m_source;
    Pointers m_eventId;
    std::vector<TypeRule> m_rules;
    std::vector<Pointers> m_chains; // of each rule
    std::vector<Pointers> m_attempts;
    std::vector<std::vector<StatusWord>> m_words;
    std::vector<std::vector<IdentityField>> m_identities;
};

} // namespace

std::unique_ptr<const Vocabulary> makeMapped(MappingForm form)
{
    return std::make_unique<MappedVocabulary>(std::move(form));
}

} // namespace sightglass
