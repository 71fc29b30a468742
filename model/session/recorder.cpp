// SPDX-License-Identifier: Apache-2.0
#include "model/session/recorder.h"

#include "model/json/canonical.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace sightglass {
namespace {

constexpr std::chrono::seconds kBeat{1};

std::optional<std::int64_t> receiptOf(const Snapshot &snapshot, EventId event)
{
    if (!snapshot.hasGuessedTime(event))
        return {};
    return std::chrono::floor<std::chrono::milliseconds>(snapshot.timeOf(event).time_since_epoch())
        .count();
}

} // namespace

Recorder::Recorder(Plan plan, std::shared_ptr<const Archives> archives, Told told)
    : m_plan(std::move(plan))
    , m_archives(std::move(archives))
    , m_told(std::move(told))
    , m_covered(m_plan.events)
    , m_thread([this] { run(); })
{ }

Recorder::~Recorder()
{
    m_abandoned = m_plan.replace == RecordingFile::Replace::AtEnd;
    finish();
    m_thread.join();
}

void Recorder::take(const Snapshot &snapshot)
{
    {
        const std::lock_guard lock{m_mutex};
        if (m_stop)
            return;
        // An older one stays if the newer has dropped what is still to be written.
        const std::size_t count = m_snapshots.size();
        const std::uint32_t covered = count < 2 ? m_covered : m_snapshots[count - 2].events.size();
        if (count > 0 && snapshot.events.begin() <= covered)
            m_snapshots.back() = snapshot;
        else
            m_snapshots.push_back(snapshot);
    }
    m_wake.notify_one();
}

void Recorder::finish()
{
    {
        const std::lock_guard lock{m_mutex};
        m_stop = true;
    }
    m_wake.notify_one();
}

void Recorder::run()
{
    m_state.path = m_plan.path;
    m_state.trouble = m_file.open(m_plan.path, m_plan.replace);
    if (!m_state.trouble.empty()) {
        tell(true);
        return;
    }
    for (bool ends = false; !ends && !isComplete();) {
        if (const auto snapshot = next(ends))
            write(*snapshot);
        // One beat between two syncs, so that frames are worth their heads. What came in it is
        // taken also when it is to end.
        if (!ends && flush())
            static_cast<void>(pause());
    }
    if (m_abandoned)
        return;
    if (!m_gaveUp && !m_file.finish())
        m_state.trouble = lastError();
    else if (!m_gaveUp)
        m_state.events = m_lines;
    m_state.bytes = m_file.bytes();
    tell(true);
}

std::optional<Snapshot> Recorder::next(bool &ends)
{
    std::unique_lock lock{m_mutex};
    m_wake.wait(lock, [this] { return m_stop || !m_snapshots.empty(); });
    ends = m_stop && m_snapshots.size() < 2;
    if (m_snapshots.empty())
        return std::nullopt;
    std::optional snapshot = std::move(m_snapshots.front());
    m_snapshots.pop_front();
    m_covered = snapshot->events.size();
    return snapshot;
}

void Recorder::write(const Snapshot &snapshot)
{
    m_plan.events = std::max(m_plan.events, snapshot.events.begin());
    m_plan.repeats = std::max(m_plan.repeats, snapshot.repeats.begin());
    for (; m_plan.events < snapshot.events.size() && !isComplete(); ++m_plan.events) {
        const EventId event = EventId::ofRow(m_plan.events);
        const RecordRef ref = snapshot.recordOf(event);
        writeRepeats(snapshot, ref);
        if (m_plan.events >= m_plan.receivedOnly || snapshot.wasReceived(event))
            line(ref, receiptOf(snapshot, event));
    }
    if (m_plan.events == snapshot.events.size())
        writeRepeats(snapshot, {kMaxArchives, 0, 0});
}

// Those that stand before a record in its archive, and all before they are compared with nothing.
void Recorder::writeRepeats(const Snapshot &snapshot, const RecordRef &before)
{
    for (; m_plan.repeats < snapshot.repeats.size() && !isComplete(); ++m_plan.repeats) {
        const RecordRef ref = snapshot.repeats.get(&RepeatColumns::record, m_plan.repeats);
        const EventId first = snapshot.repeats.get(&RepeatColumns::of, m_plan.repeats);
        const bool isBefore = ref.archive == before.archive && ref.offset < before.offset
            && first.row() < m_plan.events;
        if (before.archive != kMaxArchives && !isBefore)
            return;
        line(ref, {});
    }
}

void Recorder::line(const RecordRef &ref, std::optional<std::int64_t> receivedMilliseconds)
{
    std::string bytes = m_archives->read(ref);
    if (bytes.empty()) {
        ++m_state.unreadable;
        return;
    }
    if (bytes.find_first_of("\n\r") != std::string::npos)
        bytes = json::minified(bytes); // a document over many lines
    m_file.add(bytes, receivedMilliseconds);
    ++m_lines;
    if (m_file.isFull())
        flush();
}

// Until there is room. False: it was to end before.
bool Recorder::flush()
{
    while (!m_gaveUp && !m_file.flush()) {
        m_state.trouble = lastError();
        tell(false);
        m_gaveUp = pause();
    }
    if (m_gaveUp)
        return false;
    m_state.trouble.clear();
    m_state.events = m_lines;
    m_state.bytes = m_file.bytes();
    if (std::chrono::steady_clock::now() - m_toldAt >= kBeat)
        tell(false);
    return true;
}

// Whether it is to end.
bool Recorder::pause()
{
    std::unique_lock lock{m_mutex};
    return m_wake.wait_for(lock, kBeat, [this] { return m_stop; });
}

void Recorder::tell(bool done)
{
    m_state.done = done;
    m_toldAt = std::chrono::steady_clock::now();
    m_told(m_state);
}

} // namespace sightglass
