// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/record_reader.h"
#include "model/graph/store.h"
#include "model/log/archive.h"
#include "model/log/sidecar.h"
#include "model/vocabulary/vocabulary.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sightglass {

/// Where records come from, and where their bytes can be read again.
struct IntakeOrigin
{
    std::string path; // shown with what is rejected
    std::uint32_t source = 0; // row of Snapshot::sources
    std::uint32_t archive = 0;
    /// The archive is a spool: records are appended to it. Else they stand in it at their own
    /// offset.
    bool spools = false;
    bool live = false;
    /// Stands in for the time of events when no record of the source has one: the file's
    /// modification time, or the time of receipt.
    Timestamp fallbackTime = kNoTime;
};

/// Takes the records of one source into the store: decodes them, settles when each happened
/// (rules.md §2.6), and keeps what is no event. One for each source; all of a store share its
/// thread.
class Intake final : public RecordSink
{
public:
    Intake(Decoder &decoder, Store &store, Archives &archives, IntakeOrigin origin);

    void record(const FramedRecord &record) override;
    void rejected(const FramedRejection &rejection) override;
    void byteOrderMark() override { m_oddStart = true; }
    /// No more records come for now: events before the first dated one get the fallback time.
    void finish();
    /// A long file may be read in two parts, its newest lines first: these come now. Times of
    /// undated events are those of reading in order.
    void beginNewest();
    /// What comes now stands before all that came.
    void beginOlder();
    /// The older part is over, it had so many lines; what follows stands behind the newest. What
    /// was refused of the newest is told now that its lines are known.
    void endOlder(std::uint64_t lines);

    [[nodiscard]] std::uint64_t acceptedCount() const { return m_accepted; }
    [[nodiscard]] std::uint64_t rejectedCount() const { return m_rejected; }
    [[nodiscard]] Timestamp lastEventTime() const { return m_nearest; }
    void setFallbackTime(Timestamp time) { m_origin.fallbackTime = time; }
    /// When the records of a segment of the log were received.
    void setReceipts(Sidecar receipts) { m_receipts = std::move(receipts); }
    void setArchive(std::uint32_t archive, bool spools);

private:
    [[nodiscard]] RecordRef place(std::string_view bytes, std::uint64_t offset, bool cutOut);
    void apply(const RecordRef &ref, std::string_view bytes, Timestamp receipt);
    [[nodiscard]] std::string_view lookedAt(const RecordRef &ref, std::string_view bytes);
    [[nodiscard]] Timestamp receiptOf(std::uint64_t offset) const;
    void reject(const Rejection &rejection, const RecordRef &ref, std::uint64_t size,
                std::uint64_t line, std::uint64_t offset);
    struct Refused
    {
        Rejection rejection;
        RecordRef record;
        std::uint64_t size;
        std::uint64_t line;
        std::uint64_t offset;
    };
    void settle(std::vector<RecordRef> undated, Timestamp time);

    Decoder &m_decoder;
    Store &m_store;
    Archives &m_archives;
    IntakeOrigin m_origin;
    Sidecar m_receipts;
    std::optional<std::uint32_t> m_cutOuts; // spool of records that stand nowhere as they are
    std::uint32_t m_mappedArchive = 0;
    std::string_view m_mapped; // that archive, if it is mapped and the store knows it
    Timestamp m_nearest = kNoTime; // of the last dated record
    std::vector<RecordRef> m_undated; // records before the first dated one
    struct Newest // while the older part is read
    {
        std::vector<RecordRef> undated; // at its beginning
        std::vector<Refused> refused;
        Timestamp first = kNoTime; // of its dated records
        Timestamp last = kNoTime;
    };
    enum class Part : std::uint8_t { All, Newest, Older };
    Newest m_newest;
    Part m_part = Part::All;
    EventId m_lastFresh;
    bool m_oddStart = false; // the first event is told of a byte order mark
    std::uint64_t m_accepted = 0;
    std::uint64_t m_rejected = 0;
};

/// Compares two records by the content of the vocabulary's own document (rules.md §2.5), reading
/// both again with a decoder that does nothing else.
[[nodiscard]] Store::SameContent makeSameContent(std::shared_ptr<Decoder> decoder,
                                                 const Archives &archives);

} // namespace sightglass
