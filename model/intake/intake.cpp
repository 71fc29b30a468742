// SPDX-License-Identifier: Apache-2.0
#include "model/intake/intake.h"

#include "model/base/limits.h"
#include "model/envelope/otlp.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace sightglass {
namespace {

/// A live event that claims to be later than its receipt by more than this lies about its time; an
/// old one may be replayed (rules.md §2.6).
constexpr Span kBelievable = std::chrono::hours{24};

} // namespace

Intake::Intake(Decoder &decoder, Store &store, Archives &archives, IntakeOrigin origin)
    : m_decoder(decoder)
    , m_store(store)
    , m_archives(archives)
    , m_origin(std::move(origin))
{ }

void Intake::setArchive(std::uint32_t archive, bool spools)
{
    m_origin.archive = archive;
    m_origin.spools = spools;
}

RecordRef Intake::place(std::string_view bytes, std::uint64_t offset, bool cutOut)
{
    if (m_origin.spools)
        return m_archives.append(m_origin.archive, bytes);
    if (cutOut) {
        if (!m_cutOuts)
            m_cutOuts = m_archives.addSpool();
        return m_cutOuts ? m_archives.append(*m_cutOuts, bytes) : RecordRef{};
    }
    return {m_origin.archive, static_cast<std::uint32_t>(bytes.size()), offset};
}

void Intake::record(const FramedRecord &record)
{
    if (const auto rejection = m_decoder.decode(record.text, record.block)) {
        // An OTLP document that begins with something else than its resources shows here only.
        if (rejection->reason == Reason::NotObject
            && cutOtlp(record.text, {record.line, record.offset}, *this))
            return;
        const std::string_view kept = record.text.substr(0, limits::kRejectedBytesKept);
        reject(*rejection, place(kept, record.offset, record.cutOut), record.text.size(),
               record.line, record.offset);
        return;
    }
    const RecordRef ref = place(record.text, record.offset, record.cutOut);
    const Timestamp receipt = receiptOf(record.offset);
    const bool dated = isKnown(m_decoder.event().time);
    if (!dated && !isKnown(m_nearest) && !isKnown(receipt)) {
        m_undated.push_back(ref);
        return;
    }
    const bool isFirst = dated && !isKnown(m_nearest);
    if (isFirst && m_part == Part::Newest) {
        m_newest.first = m_decoder.event().time; // the older part may say more about those before
    } else if (isFirst && !m_undated.empty()) {
        settle(std::exchange(m_undated, {}), m_decoder.event().time);
        if (m_decoder.decode(record.text, record.block)) // the undated ones were decoded in between
            return;
    }
    apply(ref, record.text, receipt);
}

// The record, if it can be looked at where it stands, too.
std::string_view Intake::lookedAt(const RecordRef &ref, std::string_view bytes)
{
    if (m_mapped.empty() || ref.archive != m_mappedArchive) {
        m_mapped = m_archives.mapped(ref.archive);
        m_mappedArchive = ref.archive;
        if (!m_mapped.empty())
            m_store.mapArchive(ref.archive, m_mapped.data());
    }
    return ref.offset + bytes.size() < m_mapped.size() ? bytes : std::string_view{};
}

Timestamp Intake::receiptOf(std::uint64_t offset) const
{
    return m_origin.live ? m_origin.fallbackTime : m_receipts.receiptOf(offset);
}

void Intake::settle(std::vector<RecordRef> undated, Timestamp time)
{
    const Timestamp nearest = std::exchange(m_nearest, time);
    for (const RecordRef &ref : undated) {
        const std::string bytes = m_archives.read(ref);
        if (!m_decoder.decode(bytes))
            apply(ref, bytes, kNoTime);
    }
    if (isKnown(nearest))
        m_nearest = nearest;
}

void Intake::apply(const RecordRef &ref, std::string_view bytes, Timestamp receipt)
{
    const Decoded &event = m_decoder.event();
    Arrival arrival;
    arrival.record = ref;
    arrival.bytes = lookedAt(ref, bytes);
    arrival.source = m_origin.source;
    arrival.live = m_origin.live;
    arrival.time = event.time;
    const bool unbelievable
        = isKnown(receipt) && isKnown(event.time) && event.time - receipt > kBelievable;
    if (!isKnown(event.time) || unbelievable) {
        arrival.time = isKnown(receipt) ? receipt : m_nearest;
        arrival.guessedTime = true;
    } else {
        m_nearest = event.time;
    }
    const Store::Applied applied = m_store.apply(event, arrival);
    if (applied == Store::Applied::Fresh) {
        m_lastFresh = EventId::ofRow(m_store.events() - 1);
        if (std::exchange(m_oddStart, false))
            m_store.note(m_lastFresh, Problem::Bom, "the file starts with a byte order mark");
    }
    ++m_accepted;
}

void Intake::rejected(const FramedRejection &rejection)
{
    if (rejection.rejection.reason == Reason::StreamCorrupt && !m_lastFresh.isNull())
        m_store.note(m_lastFresh, Problem::Unverified,
                     "no checksum confirms this event and those before it in the stream");
    const std::string_view kept = rejection.bytes.substr(0, limits::kRejectedBytesKept);
    const RecordRef ref = kept.empty() ? RecordRef{} : place(kept, rejection.offset, false);
    reject(rejection.rejection, ref, rejection.size, rejection.line, rejection.offset);
}

void Intake::reject(const Rejection &rejection, const RecordRef &ref, std::uint64_t size,
                    std::uint64_t line, std::uint64_t offset)
{
    if (m_part == Part::Newest) {
        m_newest.refused.push_back({rejection, ref, size, line, offset});
        return;
    }
    m_store.reject(rejection, ref, size, line, offset, m_origin.path,
                   m_origin.live ? m_origin.fallbackTime : kNoTime);
    ++m_rejected;
}

void Intake::finish()
{
    if (!m_undated.empty() && m_part == Part::All)
        settle(std::exchange(m_undated, {}), m_origin.fallbackTime);
}

void Intake::beginNewest()
{
    m_part = Part::Newest;
}

void Intake::beginOlder()
{
    m_part = Part::Older;
    m_newest.undated = std::exchange(m_undated, {});
    m_newest.last = std::exchange(m_nearest, kNoTime);
}

void Intake::endOlder(std::uint64_t lines)
{
    m_part = Part::All;
    const Newest newest = std::exchange(m_newest, {});
    if (isKnown(m_nearest)) {
        settle(newest.undated, m_nearest);
    } else { // nothing before the newest part's first dated record has a time
        m_undated.insert(m_undated.end(), newest.undated.begin(), newest.undated.end());
        if (isKnown(newest.first))
            settle(std::exchange(m_undated, {}), newest.first);
    }
    if (isKnown(newest.last))
        m_nearest = newest.last;
    for (const Refused &refused : newest.refused)
        reject(refused.rejection, refused.record, refused.size, refused.line + lines,
               refused.offset);
}

Store::SameContent makeSameContent(std::shared_ptr<Decoder> decoder, const Archives &archives)
{
    return
        [decoder = std::move(decoder), &archives](const RecordRef &first, const RecordRef &again) {
            const std::string one = archives.read(first);
            const std::string two = archives.read(again);
            if (one == two)
                return true;
            if (decoder->decode(one))
                return false;
            const std::string content = decoder->canonicalBody();
            return !decoder->decode(two) && decoder->canonicalBody() == content;
        };
}

} // namespace sightglass
