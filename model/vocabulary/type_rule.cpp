// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/type_rule.h"

#include "model/base/ascii.h"
#include "model/vocabulary/loose_time.h"
#include "model/vocabulary/oddities.h"

#include <algorithm>

namespace sightglass {
namespace {

bool sameWord(std::string_view a, std::string_view b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return lower(x) == lower(y); });
}

void complain(Problem problem, const Pointers &pointers, std::string_view what, TextArena &arena,
              Decoded &event)
{
    noteProblem(event, problem, arena.join({pointers.text(), " ", what}));
}

std::string_view readText(json::Value body, const Pointers &pointers, TextArena &arena,
                          Decoded &event)
{
    const json::Value value = firstOf(body, pointers);
    if (value.isObject() || value.isArray())
        complain(Problem::Field, pointers, "is no text", arena, event);
    return scalarText(value);
}

void readTime(json::Value body, const Pointers &pointers, TextArena &arena, Decoded &event,
              Timestamp &into)
{
    const json::Value value = firstOf(body, pointers);
    if (!value.exists() || isKnown(into))
        return;
    if (const auto time = timeOf(value))
        into = *time;
    else if (value.raw() != "0" && !value.string().starts_with("0001-")) // "none" of Go and Java
        complain(Problem::Time, pointers, "is no time", arena, event);
}

void readStatus(const TypeRule &rule, json::Value body, TextArena &arena, Decoded &event)
{
    const std::string_view word = readText(body, rule.status, arena, event);
    const StatusWord *known = word.empty() ? nullptr : findStatus(rule.words, word);
    if (!known && !word.empty())
        complain(Problem::Outcome, rule.status,
                 arena.join({"says \"", word.substr(0, 40), "\", which no release defines"}), arena,
                 event);
    const bool saysPhase = known && known->phase != Phase::None;
    if (event.phase == Phase::None)
        event.phase = saysPhase ? known->phase : rule.phase;
    if (known && event.outcome == Outcome::Unknown)
        event.outcome = known->outcome;
}

void readIdentities(const TypeRule &rule, json::Value body, Decoded &event)
{
    for (const IdentityField &field : rule.identities) {
        const std::size_t star = field.pointer.find("/*");
        if (star == std::string_view::npos) {
            addIdentity(field.kind, field.role, scalarText(body.at(field.pointer)), event);
            continue;
        }
        for (const json::Value element : body.at(field.pointer.substr(0, star)).elements())
            addIdentity(field.kind, field.role,
                        scalarText(element.at(field.pointer.substr(star + 2))), event);
    }
}

std::string wordsText(const TypeRule &rule)
{
    std::string text{rule.status.text()};
    const char *separator = ": ";
    for (const StatusWord &known : rule.words) {
        text += separator + std::string{known.word} + " → ";
        if (isOver(known.phase) || known.phase == Phase::None)
            text += word(known.outcome);
        else
            text += word(known.phase);
        separator = ", ";
    }
    return text;
}

std::string linksText(const TypeRule &rule)
{
    std::string text;
    for (const IdentityField &field : rule.identities) {
        text += text.empty() ? "" : ", ";
        text += std::string{word(field.kind)} + " " + std::string{field.pointer} + " ("
            + std::string{word(field.role)} + ")";
    }
    if (!rule.note.empty())
        text += (text.empty() ? "" : "; ") + std::string{rule.note};
    return text;
}

} // namespace

const TypeRule *findRule(std::span<const TypeRule> rules, std::string_view type)
{
    const TypeRule *best = nullptr;
    for (const TypeRule &rule : rules) {
        if (rule.type == type)
            return &rule;
        if (rule.type.empty() || rule.type.back() != '*')
            continue;
        const std::string_view prefix = rule.type.substr(0, rule.type.size() - 1);
        if (type.starts_with(prefix) && (!best || best->type.size() < rule.type.size()))
            best = &rule;
    }
    return best;
}

std::string_view entityKey(Kind kind, std::string_view source, std::string_view id,
                           TextArena &arena)
{
    return arena.join({word(kind), "|", source, "|", id});
}

const StatusWord *findStatus(std::span<const StatusWord> words, std::string_view word)
{
    const auto known = std::find_if(words.begin(), words.end(), [&](const StatusWord &candidate) {
        return sameWord(candidate.word, word);
    });
    return known == words.end() ? nullptr : &*known;
}

void applyRule(const TypeRule &rule, json::Value body, TextArena &arena, Decoded &event)
{
    if (!isKnown(event.time))
        readTime(body, rule.time, arena, event, event.time);
    readIdentities(rule, body, event);
    event.url = readText(body, rule.url, arena, event);
    event.environment = readText(body, rule.environment, arena, event);
    const std::string_view id
        = event.subjectId.empty() ? joinedId(body, rule.id, arena) : event.subjectId;
    if (id.empty() && rule.kind != Kind::None)
        complain(Problem::Subject, rule.id, "names nothing", arena, event);
    if (id.empty() || rule.kind == Kind::None)
        return;
    event.kind = rule.kind;
    event.subjectId = id;
    if (event.subjectSource.empty())
        event.subjectSource = event.source;
    if (event.key.empty())
        event.key = entityKey(rule.kind, event.subjectSource, id, arena);
    event.name = readText(body, rule.name, arena, event);
    if (isActivity(rule.kind)) {
        readStatus(rule, body, arena, event);
        readTime(body, rule.queued, arena, event, event.queuedAt);
        readTime(body, rule.started, arena, event, event.startedAt);
        readTime(body, rule.finished, arena, event, event.finishedAt);
    }
    if (event.detail.empty())
        event.detail = rule.state.empty() ? readText(body, rule.detail, arena, event) : rule.state;
    if (rule.parentKind != Kind::None)
        addParent(rule.parentKind, joinedId(body, rule.parent, arena), arena, event);
}

void addParent(Kind kind, std::string_view id, TextArena &arena, Decoded &event)
{
    if (id.empty())
        return;
    const std::string_view source
        = event.subjectSource.empty() ? event.source : event.subjectSource;
    event.references.push_back(
        {EdgeKind::Context, true, word(kind), entityKey(kind, source, id, arena)});
}

void addIdentity(IdentityKind kind, IdentityRole role, std::string_view value, Decoded &event)
{
    if (!value.empty())
        event.identities.push_back({kind, role, value});
}

Rosetta rosettaOf(const TypeRule &rule)
{
    Rosetta row;
    row.type = rule.type;
    row.kind = word(rule.kind);
    if (isActivity(rule.kind))
        row.phase = rule.words.empty() ? word(rule.phase) : "by " + std::string{rule.status.text()};
    else
        row.phase = rule.state;
    row.outcome = rule.words.empty() ? "" : wordsText(rule);
    row.id = rule.id.text();
    row.name = rule.name.text();
    row.parent = rule.parentKind == Kind::None
        ? ""
        : std::string{word(rule.parentKind)} + " " + std::string{rule.parent.text()};
    row.links = linksText(rule);
    row.url = rule.url.text();
    return row;
}

std::vector<Rosetta> rosettaOf(std::span<const TypeRule> rules)
{
    std::vector<Rosetta> rows;
    for (const TypeRule &rule : rules)
        rows.push_back(rosettaOf(rule));
    return rows;
}

} // namespace sightglass
