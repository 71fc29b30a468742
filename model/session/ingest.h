// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/envelope/whole_lines.h"
#include "model/graph/store.h"
#include "model/intake/intake.h"
#include "model/session/inbox.h"
#include "model/session/memory_governor.h"
#include "model/session/older_events.h"
#include "model/snapshot/frame_clock.h"
#include "model/snapshot/mailbox.h"

#include <QElapsedTimer>
#include <QTimer>

#include <memory>
#include <vector>

namespace sightglass {

/// Everything that changes: decoders, store, intakes. Work comes in through the inbox, frames go
/// out through the mailbox. Once the inbox is closed it stops at the next record, with whatever is
/// in the model by then. THREAD: ingest.
class Ingest final : public QObject
{
    Q_OBJECT
public:
    Ingest(const VocabularyList &vocabularies, std::shared_ptr<Archives> archives, Inbox &inbox,
           Mailbox<Frame> &outbox, FrameClock &clock);

    // For the work that comes through the inbox.
    /// From the next batch on; what was decoded stays as it is.
    void speak(const VocabularyList &vocabularies);
    /// A source of its own; what it is called before all else is its number, counted from 0.
    void addSource(const std::string &name, const std::string &address, bool live);
    void setArchive(std::uint32_t source, std::uint32_t archive, bool spools);
    /// Of the records that come next, until they are settled.
    void setReceipts(std::uint32_t source, Sidecar receipts);
    void take(std::uint32_t source, const OwnedPieces &pieces);
    /// What is taken next stands behind a byte order mark.
    void byteOrderMark(std::uint32_t source) { m_intakes[source]->byteOrderMark(); }
    /// Lines of a live source that stand in the log.
    void takeLive(std::uint32_t source, const std::vector<std::string> &lines,
                  const std::vector<RecordRef> &places, Timestamp received);
    /// A body that was no event: its first bytes, and the size of it all.
    void rejectLive(std::uint32_t source, const Rejection &rejection, const std::string &kept,
                    std::uint64_t size, Timestamp received);
    /// A long file comes in two parts, see Intake.
    void beginNewest(std::uint32_t source) { m_intakes[source]->beginNewest(); }
    void beginOlder(std::uint32_t source);
    void endOlder(std::uint32_t source, std::uint64_t lines);
    /// The source has no more for now: undated events are settled.
    void settle(std::uint32_t source, Timestamp fallback);
    void setStatus(std::uint32_t source, SourceInfo::Status status, const std::string &detail);
    void setAddress(std::uint32_t source, const std::string &address);
    void setProgress(std::uint32_t source, std::uint64_t read, std::uint64_t total);
    void judgeJoins(const std::vector<JoinVerdict> &verdicts);
    /// From now on the process is kept below a budget; what is dropped is found again in `older`.
    void setBudget(std::uint64_t bytes, std::shared_ptr<OlderEvents> older);
    /// Sends what is known by now, if anything is new.
    void publish();
    /// The same for one who asked, and looks into the mailbox next. Whether anything was new.
    bool seal();

public Q_SLOTS:
    void drain();

private:
    class Taken;
    void count(std::uint32_t source);
    void scheduleSeal();
    void keepToBudget();
    void letBeSeen(double share);
    void noteSeen();

    std::shared_ptr<Archives> m_archives;
    Inbox &m_inbox;
    Mailbox<Frame> &m_outbox;
    FrameClock &m_clock;
    Decoder m_decoder;
    std::shared_ptr<Decoder> m_comparing; // reads again what has the same id
    Store m_store;
    std::vector<std::unique_ptr<Intake>> m_intakes; // by source
    WholeLines m_lines;
    std::uint32_t m_rejectedSpool = 0;
    bool m_hasRejectedSpool = false;
    std::uint64_t m_rejectedBytes = 0;
    std::uint64_t m_readSinceDrop = 0;
    QTimer m_seal; // of those who do not ask
    QElapsedTimer m_sinceFirst;
    std::uint64_t m_budget = 0; // 0: none
    std::shared_ptr<OlderEvents> m_older;
    std::uint32_t m_olderRows = 0;
    std::uint32_t m_sent = 0; // events of the newest frame
    std::uint32_t m_seen = 0; // of the newest that was taken
    std::vector<Timestamp> m_olderTimes;
    std::shared_ptr<const std::vector<Timestamp>> m_toldOlderTimes;
    std::unique_ptr<MemoryGovernor> m_governor; // ends first
};

} // namespace sightglass
