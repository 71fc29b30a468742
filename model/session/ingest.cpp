// SPDX-License-Identifier: Apache-2.0
#include "model/session/ingest.h"

#include "model/base/limits.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>
#include <variant>

namespace sightglass {
namespace {

/// Longer than a frame takes: until then the reader has asked, unless it is busy or ingest is.
constexpr std::chrono::milliseconds kSealInterval{50};
constexpr std::chrono::milliseconds kFloodInterval{32};
/// After so much was read, the pages behind the reader are given back.
constexpr std::uint64_t kDropAfter = 64u << 20;
constexpr std::chrono::milliseconds kPause{5};
constexpr std::chrono::milliseconds kLongestPause{250};
constexpr std::chrono::milliseconds kUntilSeen{200};
/// Of a log, so much more fits into a model of one.
constexpr std::uint64_t kLogOfModel = 4;

} // namespace

/// Hands on to the intake, until the inbox is closed, and lets frames go out meanwhile.
class Ingest::Taken final : public RecordSink
{
public:
    Taken(Ingest &ingest, Intake &intake)
        : m_ingest(ingest)
        , m_intake(intake)
    { }
    void record(const FramedRecord &record) override
    {
        if (m_ingest.m_inbox.isClosed())
            return;
        m_intake.record(record);
        m_ingest.scheduleSeal();
    }
    void rejected(const FramedRejection &rejection) override
    {
        m_intake.rejected(rejection);
        m_ingest.scheduleSeal();
    }

private:
    Ingest &m_ingest;
    Intake &m_intake;
};

Ingest::Ingest(const VocabularyList &vocabularies, std::shared_ptr<Archives> archives, Inbox &inbox,
               Mailbox<Frame> &outbox, FrameClock &clock)
    : m_archives(std::move(archives))
    , m_inbox(inbox)
    , m_outbox(outbox)
    , m_clock(clock)
    , m_decoder(vocabularies)
    , m_comparing(std::make_shared<Decoder>(vocabularies))
    , m_store(makeSameContent(m_comparing, *m_archives))
    , m_seal(this)
{
    m_seal.setSingleShot(true);
    m_seal.setInterval(kSealInterval);
    connect(&m_seal, &QTimer::timeout, this, &Ingest::publish);
    connect(&m_inbox, &Inbox::filled, this, &Ingest::drain, Qt::QueuedConnection);
}

void Ingest::drain()
{
    for (Inbox::Work &work : m_inbox.take()) {
        if (m_inbox.isClosed())
            return;
        std::exchange(work, nullptr)(*this); // buffers are wanted again
        if (m_store.isDirty())
            scheduleSeal();
        keepToBudget();
    }
}

void Ingest::setBudget(std::uint64_t bytes, std::shared_ptr<OlderEvents> older)
{
    m_budget = bytes;
    m_older = std::move(older);
    MemoryGovernor::Ports ports;
    ports.dropPages = [archives = m_archives] { archives->dropPages(); };
    ports.wake = [&inbox = m_inbox] { inbox.post([](Ingest &) {}); };
    m_governor = std::make_unique<MemoryGovernor>(bytes, std::move(ports));
}

// Between two pieces of work. What cannot be held yet is not taken in: whoever sends it waits.
void Ingest::keepToBudget()
{
    for (int waited = 0; m_governor; ++waited) {
        if (const double share = m_governor->takeShare(); share > 0) {
            letBeSeen(share);
            m_store.dropOldest(share, [this](const Store::Dropped &event) {
                const std::size_t row = m_olderRows++ / Snapshot::kOlderRows;
                m_olderTimes.resize(row + 1, m_olderTimes.empty() ? kNoTime : m_olderTimes.back());
                m_olderTimes[row] = std::max(m_olderTimes[row], event.time);
                m_older->add(event);
            });
            m_older->flush();
            m_toldOlderTimes = std::make_shared<const std::vector<Timestamp>>(m_olderTimes);
            m_governor->dropped();
            publish();
        }
        if (!m_governor->isTight() || waited >= kLongestPause / kPause || m_inbox.isClosed())
            return;
        std::this_thread::sleep_for(kPause);
    }
}

// What leaves was in a frame that was taken, such as by a recorder.
void Ingest::letBeSeen(double share)
{
    const std::uint32_t kept = m_store.events() - m_olderRows;
    const auto leaving = static_cast<std::uint32_t>(share * static_cast<double>(kept)) + kChunkRows;
    noteSeen();
    if (m_olderRows + std::min(leaving, kept) <= m_seen)
        return;
    publish();
    for (int waited = 0; waited < kUntilSeen / kPause && !m_outbox.isEmpty(); ++waited) {
        if (m_inbox.isClosed())
            return;
        std::this_thread::sleep_for(kPause);
    }
}

void Ingest::noteSeen()
{
    if (m_outbox.isEmpty())
        m_seen = m_sent;
}

void Ingest::speak(const VocabularyList &vocabularies)
{
    m_decoder.speak(vocabularies);
    m_comparing->speak(vocabularies);
}

void Ingest::addSource(const std::string &name, const std::string &address, bool live)
{
    IntakeOrigin origin;
    origin.path = address;
    origin.source = m_store.addSource(name, address, live);
    origin.live = live;
    m_intakes.push_back(std::make_unique<Intake>(m_decoder, m_store, *m_archives, origin));
}

void Ingest::setArchive(std::uint32_t source, std::uint32_t archive, bool spools)
{
    m_intakes[source]->setArchive(archive, spools);
}

void Ingest::setReceipts(std::uint32_t source, Sidecar receipts)
{
    m_intakes[source]->setReceipts(std::move(receipts));
}

void Ingest::take(std::uint32_t source, const OwnedPieces &pieces)
{
    Intake &intake = *m_intakes[source];
    if (m_store.source(source).live)
        intake.setFallbackTime(
            std::chrono::time_point_cast<Span>(std::chrono::system_clock::now()));
    Taken taken{*this, intake};
    for (const OwnedPiece &piece : pieces) {
        if (const auto *lines = std::get_if<OwnedLines>(&piece)) {
            Place place{lines->line, lines->offset};
            m_lines.split(lines->text, place, taken);
            continue;
        }
        const OwnedRecord &record = std::get<OwnedRecord>(piece);
        if (record.isRejection)
            taken.rejected(
                {record.rejection, record.text, record.size, record.line, record.offset});
        else
            taken.record({record.text, record.line, record.offset, record.cutOut});
    }
    count(source);
}

void Ingest::takeLive(std::uint32_t source, const std::vector<std::string> &lines,
                      const std::vector<RecordRef> &places, Timestamp received)
{
    Intake &intake = *m_intakes[source];
    intake.setFallbackTime(received);
    for (std::size_t i = 0; i < lines.size() && !m_inbox.isClosed(); ++i) {
        intake.setArchive(places[i].archive, false);
        intake.record({lines[i], 0, places[i].offset});
    }
    SourceInfo &info = m_store.source(source);
    if (!isKnown(info.firstReceived))
        info.firstReceived = received;
    info.lastReceived = received;
    count(source);
}

void Ingest::rejectLive(std::uint32_t source, const Rejection &rejection, const std::string &kept,
                        std::uint64_t size, Timestamp received)
{
    if (!m_hasRejectedSpool) {
        const auto spool = m_archives->addSpool();
        m_hasRejectedSpool = spool.has_value();
        m_rejectedSpool = spool.value_or(0);
    }
    Intake &intake = *m_intakes[source];
    intake.setFallbackTime(received);
    const bool room = m_hasRejectedSpool && m_rejectedBytes < limits::kRejectedStore;
    if (room) {
        intake.setArchive(m_rejectedSpool, true);
        m_rejectedBytes += kept.size();
    }
    intake.rejected({rejection, room ? std::string_view{kept} : std::string_view{}, size, 0, 0});
    count(source);
}

void Ingest::count(std::uint32_t source)
{
    SourceInfo &info = m_store.source(source);
    info.accepted = m_intakes[source]->acceptedCount();
    info.rejected = m_intakes[source]->rejectedCount();
    info.lastEventTime = m_intakes[source]->lastEventTime();
}

// The picture of the newest is there before anything else is looked at.
void Ingest::beginOlder(std::uint32_t source)
{
    m_intakes[source]->beginOlder();
    count(source);
    publish();
}

void Ingest::endOlder(std::uint32_t source, std::uint64_t lines)
{
    m_intakes[source]->endOlder(lines);
    count(source);
}

void Ingest::settle(std::uint32_t source, Timestamp fallback)
{
    m_intakes[source]->setFallbackTime(fallback);
    m_intakes[source]->finish();
    m_intakes[source]->setReceipts({}); // of what was read: nobody asks again
    count(source);
}

void Ingest::setStatus(std::uint32_t source, SourceInfo::Status status, const std::string &detail)
{
    SourceInfo &info = m_store.source(source);
    info.status = status;
    info.detail = m_store.intern(detail);
}

void Ingest::setAddress(std::uint32_t source, const std::string &address)
{
    m_store.source(source).address = m_store.intern(address);
}

void Ingest::setProgress(std::uint32_t source, std::uint64_t read, std::uint64_t total)
{
    SourceInfo &info = m_store.source(source);
    m_readSinceDrop += read > info.bytesRead ? read - info.bytesRead : 0;
    if (m_readSinceDrop >= kDropAfter) {
        m_readSinceDrop = 0;
        m_archives->dropPages();
    }
    info.bytesRead = read;
    info.bytesTotal = total;
    const std::uint64_t most = kLogOfModel * m_budget;
    m_store.expectMore(read, m_budget > 0 ? std::min(total, std::max(most, read)) : total);
}

// When the reader asks, which it does at its next frame; by the clock when events flood and what it
// asks has to wait.
void Ingest::scheduleSeal()
{
    if (!m_seal.isActive()) {
        m_seal.start();
        m_sinceFirst.start();
        m_clock.wake();
    } else if (m_sinceFirst.hasExpired(kFloodInterval.count())) {
        publish();
    }
}

void Ingest::judgeJoins(const std::vector<JoinVerdict> &verdicts)
{
    for (const JoinVerdict &verdict : verdicts)
        m_store.judgeJoin(verdict);
    publish();
}

void Ingest::publish()
{
    if (seal())
        m_clock.wake();
}

bool Ingest::seal()
{
    m_seal.stop();
    if (!m_store.isDirty())
        return false;
    auto frame = std::make_unique<Frame>(m_store.seal());
    frame->snapshot.olderTimes = m_toldOlderTimes;
    frame->snapshot.records = m_archives;
    noteSeen();
    m_sent = frame->snapshot.events.size();
    m_outbox.publish(std::move(frame));
    return true;
}

} // namespace sightglass
