// SPDX-License-Identifier: Apache-2.0
#include "model/graph/store.h"

#include <algorithm>
#include <utility>

namespace sightglass {
namespace {

constexpr Span kLateAfter = std::chrono::minutes{1};

} // namespace

Store::Store(SameContent sameContent)
    : m_sameContent(std::move(sameContent))
    , m_claims(m_tables)
{
    m_tables.sorts.append(); // of what was dropped: it says nothing
}

Store::Applied Store::apply(const Decoded &event, const Arrival &arrival)
{
    m_dirty = true;
    ++m_totals.read;
    takeNames(event);
    const Met met = meet(event, m_names.id);
    if (!met.same.isNull())
        return repeat(met.same, arrival);

    const std::uint32_t sort = sortOf(event, arrival.source);
    const EventId id = appendEvent(event, arrival, sort);
    joinEntity(id, event, arrival);
    tell(id, event, sort);
    appendTold(id, event);
    joinRing(id, met, m_names.id, event);
    m_claims.append(id, event.identities, m_names.identities);
    appendLinks(id, event);
    for (const ProblemClaim &claim : event.problems)
        note(id, claim.problem, claim.detail);
    noteTwins(id, met);
    noteConfusable(id, event);
    if (arrival.live && isKnown(m_totals.lastTime) && arrival.time < m_totals.lastTime - kLateAfter)
        note(id, Problem::Late, "arrived after events that are more than a minute newer");
    m_totals.lastTime = std::max(m_totals.lastTime, arrival.time);
    m_totals.firstTime
        = isKnown(m_totals.firstTime) ? std::min(m_totals.firstTime, arrival.time) : arrival.time;
    return Applied::Fresh;
}

void Store::mapArchive(std::uint32_t archive, const char *bytes)
{
    if (archive >= kMaxArchives)
        return;
    if (archive >= m_tables.archives.size())
        m_tables.archives.resize(archive + 1);
    m_tables.archives[archive] = bytes;
}

void Store::expectMore(std::uint64_t read, std::uint64_t total)
{
    if (m_hasRoom || read < total / 20 || read == 0 || total < read)
        return;
    m_hasRoom = true;
    const double times = 1.01 * static_cast<double>(total) / static_cast<double>(read);
    const auto grow = [times](auto &index) {
        index.reserve(static_cast<std::size_t>(static_cast<double>(index.size()) * times));
    };
    grow(m_byId);
    grow(m_byKey);
    m_claims.expect(times);
}

void Store::judgeJoin(const JoinVerdict &verdict)
{
    m_dirty = true;
    m_claims.judge(verdict);
}

void Store::note(EventId event, Problem problem, std::string_view detail)
{
    m_dirty = true;
    const std::uint32_t row = m_tables.problems.append();
    m_tables.problems.set(&ProblemColumns::event, row, event);
    m_tables.problems.set(&ProblemColumns::problem, row, problem);
    m_tables.problems.set(&ProblemColumns::detail, row, m_tables.texts.intern(detail));
}

void Store::reject(const Rejection &rejection, const RecordRef &bytes, std::uint64_t size,
                   std::uint64_t line, std::uint64_t offset, std::string_view path,
                   Timestamp received)
{
    m_dirty = true;
    ++m_totals.read;
    GrowingTable<RejectedColumns> &table = m_tables.rejected;
    const std::uint32_t row = table.append();
    table.set(&RejectedColumns::record, row, bytes);
    table.set(&RejectedColumns::size, row, size);
    table.set(&RejectedColumns::line, row, line);
    table.set(&RejectedColumns::offset, row, offset);
    table.set(&RejectedColumns::path, row, m_tables.texts.intern(path));
    table.set(&RejectedColumns::detail, row, m_tables.texts.intern(rejection.detail));
    table.set(&RejectedColumns::received, row, received);
    table.set(&RejectedColumns::reason, row, rejection.reason);
}

std::uint32_t Store::addSource(std::string_view name, std::string_view address, bool live)
{
    m_dirty = true;
    SourceInfo info;
    info.name = m_tables.texts.intern(name);
    info.address = m_tables.texts.intern(address);
    info.live = live;
    m_sources.push_back(info);
    return static_cast<std::uint32_t>(m_sources.size() - 1);
}

void Store::touchEvent(EventId event)
{
    if (event.row() < m_sealedEvents)
        m_touchedEvents.push_back(event.row());
}

void Store::touchEntity(EntityId entity)
{
    if (entity.row() < m_sealedEntities)
        m_touchedEntities.push_back(entity.row());
}

Frame Store::seal()
{
    const auto changesOf = [](std::vector<std::uint32_t> &touched, std::uint32_t firstNew) {
        std::sort(touched.begin(), touched.end());
        touched.erase(std::unique(touched.begin(), touched.end()), touched.end());
        return Changes{firstNew, std::exchange(touched, {})};
    };
    std::erase_if(m_touchedEvents, [this](std::uint32_t row) {
        return row < m_tables.events.begin(); // dropped since
    });
    Frame frame;
    Snapshot &snapshot = frame.snapshot;
    snapshot.epoch = ++m_epoch;
    static_cast<ModelTables<FrozenTable> &>(snapshot) = m_tables.freeze();
    snapshot.texts = m_tables.texts.freeze();
    snapshot.sources = m_sources;
    snapshot.totals = m_totals;
    snapshot.verdicts = m_claims.verdicts();
    frame.events
        = changesOf(m_touchedEvents, std::exchange(m_sealedEvents, m_tables.events.size()));
    frame.entities
        = changesOf(m_touchedEntities, std::exchange(m_sealedEntities, m_tables.entities.size()));
    m_dirty = false;
    return frame;
}

} // namespace sightglass
