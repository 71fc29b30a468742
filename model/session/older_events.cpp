// SPDX-License-Identifier: Apache-2.0
#include "model/session/older_events.h"

#include "model/intake/intake.h"
#include "model/search/event_search.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace sightglass {
namespace {

constexpr std::int64_t kGuessed = 1;
constexpr std::int64_t kLive = 2;
constexpr std::string_view kUnreadable = "The log does not hold this event any more.";

/// Takes events into a model of their own, one row each.
class Page
{
public:
    Page(const VocabularyList &vocabularies, const Archives &archives, const Snapshot &newest,
         std::uint32_t first)
        : m_decoder(vocabularies)
        , m_archives(archives)
        , m_store([](const RecordRef &, const RecordRef &) { return true; })
    {
        for (const SourceInfo &source : newest.sources)
            m_store.addSource(newest.texts[source.name], newest.texts[source.address], source.live);
        m_store.startAt(first);
    }

    void add(const Arrival &arrival)
    {
        const std::string bytes = m_archives.read(arrival.record);
        const bool readable = !bytes.empty() && !m_decoder.decode(bytes);
        if (readable && m_store.apply(m_decoder.event(), arrival) == Store::Applied::Fresh)
            return;
        // Gone, or the same once more, which is a row of its own nevertheless.
        const std::string id = (readable ? std::string{m_decoder.event().id} : std::string{}) + " #"
            + std::to_string(m_store.events() + 1);
        Decoded event;
        event.vocabulary = "cloudevents";
        event.id = id;
        event.type = readable ? m_decoder.event().type : std::string_view{"-"};
        event.source = readable ? m_decoder.event().source : std::string_view{"-"};
        event.detail = readable ? std::string_view{} : kUnreadable;
        m_store.apply(event, arrival);
    }

    [[nodiscard]] Snapshot take() { return m_store.seal().snapshot; }

private:
    Decoder m_decoder;
    const Archives &m_archives;
    Store m_store;
};

} // namespace

OlderEvents::OlderEvents(std::shared_ptr<Archives> archives, std::string folder)
    : m_archives(std::move(archives))
    , m_folder(std::move(folder))
{ }

void OlderEvents::add(const Store::Dropped &event)
{
    Row row;
    row.place = event.record.archive < kMaxArchives
        ? packedPlace(event.record.archive, event.record.offset)
        : kNoPlace;
    row.time = event.time.time_since_epoch().count() * 4 + (event.live ? kLive : 0)
        + (event.guessedTime ? kGuessed : 0);
    m_waiting.append(reinterpret_cast<const char *>(&row), sizeof row);
    if (row.place == kNoPlace
        || (event.record.archive < m_sourceOf.size()
            && m_sourceOf[event.record.archive] == event.source))
        return;
    const std::lock_guard lock{m_mutex};
    m_sourceOf.resize(std::max<std::size_t>(m_sourceOf.size(), event.record.archive + 1));
    m_sourceOf[event.record.archive] = event.source;
}

void OlderEvents::flush()
{
    const std::string rows = std::exchange(m_waiting, {});
    const std::lock_guard lock{m_mutex};
    if (m_failed || rows.empty())
        return;
    if (!m_spool)
        m_spool = m_archives->addSpool(m_folder);
    m_failed = !m_spool || m_archives->append(*m_spool, rows).size != rows.size();
}

std::vector<OlderEvents::Row> OlderEvents::rows(std::uint32_t first, std::uint32_t count) const
{
    std::vector<Row> rows(count, Row{kNoPlace, 0});
    RecordRef ref;
    {
        const std::lock_guard lock{m_mutex};
        if (!m_spool || count == 0)
            return rows;
        ref.archive = *m_spool;
    }
    ref.size = static_cast<std::uint32_t>(count * sizeof(Row));
    ref.offset = std::uint64_t{first} * sizeof(Row);
    const std::string bytes = m_archives->read(ref);
    std::memcpy(rows.data(), bytes.data(), bytes.size() - bytes.size() % sizeof(Row));
    return rows;
}

Snapshot OlderEvents::read(const VocabularyList &vocabularies, const Snapshot &newest,
                           std::uint32_t first, std::uint32_t count) const
{
    Page page{vocabularies, *m_archives, newest, first};
    std::vector<std::uint32_t> sourceOf;
    {
        const std::lock_guard lock{m_mutex};
        sourceOf = m_sourceOf;
    }
    for (const Row &row : rows(first, count)) {
        Arrival arrival;
        arrival.record = refOf(row.place);
        arrival.time = Timestamp{Span{row.time >> 2}};
        arrival.live = (row.time & kLive) != 0;
        arrival.guessedTime = (row.time & kGuessed) != 0;
        if (arrival.record.archive < sourceOf.size())
            arrival.source = sourceOf[arrival.record.archive];
        page.add(arrival);
    }
    return page.take();
}

std::vector<EventId> OlderEvents::find(const Pattern &pattern, const VocabularyList &vocabularies,
                                       const Snapshot &newest, std::uint32_t first,
                                       std::uint32_t last) const
{
    if (const FieldQuery *fields = pattern.fields()) {
        const std::uint32_t begin = first - first % kChunkRows; // where a model may begin
        return fields->in(read(vocabularies, newest, begin, last - begin), first, last);
    }
    const std::vector<Row> known = rows(first, last - first);
    return findRecords(*m_archives, pattern, first, last,
                       [&](std::uint32_t row) { return refOf(known[row - first].place); });
}

} // namespace sightglass
