// SPDX-License-Identifier: Apache-2.0
#include "model/graph/store.h"

namespace sightglass {
namespace {

/// The parts of `kind|source|id`, if the key is so composed.
bool isComposed(std::string_view key, Kind kind, std::string_view source, std::string_view id)
{
    const std::string_view name = word(kind);
    return key.size() == name.size() + source.size() + id.size() + 2 && key.starts_with(name)
        && key[name.size()] == '|' && key.substr(name.size() + 1).starts_with(source)
        && key[name.size() + 1 + source.size()] == '|' && key.ends_with(id);
}

} // namespace

Digest Store::digestOfKey(std::string_view key)
{
    return combine({0x5C0BE, 3}, digestOf(key));
}

bool Store::hasKey(EntityId entity, std::string_view key) const
{
    const std::uint8_t flags = m_tables.entities.get(&EntityColumns::flags, entity.row());
    if (flags & entity_flags::kComposedKey)
        return isComposed(key, m_tables.kindOf(entity),
                          m_tables.texts[m_tables.subjectSourceOf(entity)],
                          m_tables.subjectIdOf(entity));
    return m_tables.keyOf(entity) == key;
}

EntityId Store::addEntity(EventId event, const Decoded &decoded, const Arrival &arrival)
{
    TextPool &texts = m_tables.texts;
    const std::uint32_t row = m_tables.entities.append();
    EntityColumns &chunk = m_tables.entities.edit(row);
    const std::uint32_t at = row % kChunkRows;
    chunk.firstEvent[at] = event;
    chunk.kind[at] = decoded.kind;
    chunk.chain[at] = texts.intern(decoded.chain);
    chunk.source[at] = texts.intern(decoded.source);
    chunk.subjectId[at] = placeIn(arrival, decoded.subjectId);
    unsigned flags = 0;
    if (decoded.subjectSource == decoded.source && !decoded.source.empty())
        flags |= entity_flags::kOwnSource;
    if (decoded.key == decoded.subjectId)
        flags |= entity_flags::kBareKey;
    else if (isComposed(decoded.key, decoded.kind, decoded.subjectSource, decoded.subjectId))
        flags |= entity_flags::kComposedKey;
    const bool keyed = (flags & (entity_flags::kBareKey | entity_flags::kComposedKey)) != 0;
    const bool hasId = chunk.subjectId[at] != 0 || decoded.subjectId.empty();
    const bool hasSource = (flags & entity_flags::kOwnSource) || decoded.subjectSource.empty();
    if (!keyed || !hasId || !hasSource) {
        flags |= entity_flags::kExtra;
        GrowingTable<EntityExtraColumns> &table = m_tables.entityExtras;
        const std::uint32_t extra = table.append();
        table.set(&EntityExtraColumns::entity, extra, EntityId::ofRow(row));
        if (!keyed)
            table.set(&EntityExtraColumns::key, extra, texts.append(decoded.key));
        if (!hasId)
            table.set(&EntityExtraColumns::subjectId, extra, texts.append(decoded.subjectId));
        if (!hasSource)
            table.set(&EntityExtraColumns::subjectSource, extra,
                      texts.intern(decoded.subjectSource));
    }
    chunk.flags[at] = static_cast<std::uint8_t>(flags);
    return EntityId::ofRow(row);
}

void Store::joinEntity(EventId event, const Decoded &decoded, const Arrival &arrival)
{
    if (decoded.kind == Kind::None || decoded.key.empty())
        return;
    const Digest &name = m_names.key;
    const VerifiedEntry *const known = m_byKey.find(name.low, [&](std::uint32_t row) {
        return m_tables.kindOf(EntityId::ofRow(row)) == decoded.kind
            && hasKey(EntityId::ofRow(row), decoded.key);
    });
    const EntityId entity
        = known ? EntityId::ofRow(known->value()) : addEntity(event, decoded, arrival);
    if (!known) {
        m_byKey.insert(name.low, entity.row());
        resolve(name, decoded.key, kKeyScope, entity.value);
    }
    if (!decoded.alias.empty()) {
        const Digest alias = digestOfKey(decoded.alias);
        if (EntityId &aliased = m_byAlias[alias]; aliased.isNull()) {
            aliased = entity;
            resolve(alias, decoded.alias, kKeyScope, entity.value);
        }
    }
    EntityColumns &row = m_tables.edit(entity);
    const std::uint32_t at = entity.row() % kChunkRows;
    EventColumns::About &about = m_tables.edit(event).about[event.row() % kChunkRows];
    about.entity = entity;
    about.previous = row.lastEvent[at];
    row.lastEvent[at] = event;
    if (!decoded.name.empty()) {
        const TextId said = m_tables.texts.intern(decoded.name, row.name[at]);
        if (row.name[at].isNull())
            row.name[at] = said;
        else if (row.name[at] != said)
            row.flags[at] |= entity_flags::kRenamed;
    }
    touchEntity(entity);
}

EntityId Store::entityNamed(const Digest &name, std::string_view key)
{
    const VerifiedEntry *const known = m_byKey.find(
        name.low, [&](std::uint32_t row) { return hasKey(EntityId::ofRow(row), key); });
    if (known)
        return EntityId::ofRow(known->value());
    return m_byAlias.find(name);
}

void Store::appendTold(EventId event, const Decoded &decoded)
{
    if (!isKnown(decoded.queuedAt) && !isKnown(decoded.startedAt) && !isKnown(decoded.finishedAt)
        && decoded.attempt == 0 && decoded.stepsTotal == 0)
        return;
    GrowingTable<ToldColumns> &told = m_tables.told;
    const std::uint32_t row = told.append();
    told.set(&ToldColumns::event, row, event);
    told.set(&ToldColumns::queuedAt, row, decoded.queuedAt);
    told.set(&ToldColumns::startedAt, row, decoded.startedAt);
    told.set(&ToldColumns::finishedAt, row, decoded.finishedAt);
    told.set(&ToldColumns::attempt, row, decoded.attempt);
    told.set(&ToldColumns::stepsDone, row, decoded.stepsDone);
    told.set(&ToldColumns::stepsTotal, row, decoded.stepsTotal);
    m_tables.edit(event).said[event.row() % kChunkRows].flags |= event_flags::kTold;
}

} // namespace sightglass
