// SPDX-License-Identifier: Apache-2.0
#include "model/session/live_intake.h"

#include "model/base/limits.h"
#include "model/base/time_text.h"
#include "model/json/canonical.h"
#include "model/session/ingest.h"

#include <QByteArray>

#include <chrono>
#include <utility>

namespace sightglass {
namespace {

Timestamp wallClock()
{
    return std::chrono::time_point_cast<Span>(std::chrono::system_clock::now());
}

std::int64_t millisecondsOf(Timestamp time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

std::size_t bytesOf(const std::vector<std::string> &lines)
{
    std::size_t bytes = 0;
    for (const std::string &line : lines)
        bytes += line.size() + sizeof(RecordRef);
    return bytes;
}

// Texts of a model stay: beyond a hundred only powers of ten are told, or a flood of refusals would
// fill the memory.
std::string toldCount(std::uint64_t count)
{
    std::uint64_t power = 100;
    while (count >= power * 10)
        power *= 10;
    return count <= 100 ? std::to_string(count) : "over " + std::to_string(power);
}

} // namespace

LiveIntake::LiveIntake(std::uint32_t source, Inbox &inbox, SourceNotes &notes, LogWriter *writer)
    : m_source(source)
    , m_inbox(inbox)
    , m_notes(notes)
    , m_writer(writer)
{ }

ReceiverPorts LiveIntake::ports()
{
    ReceiverPorts ports;
    ports.store
        = [this](JudgedBody &&body, const std::string &peer, std::function<void(Stored)> settled) {
              store(std::move(body), peer, std::move(settled));
          };
    ports.reject = [this](const Rejection &rejection, std::string_view body,
                          const std::string &peer) { reject(rejection, body, peer); };
    ports.refuse = [this](unsigned status) { refuse(status); };
    return ports;
}

void LiveIntake::store(JudgedBody &&body, const std::string &peer,
                       std::function<void(Stored)> settled)
{
    if (!m_writer) {
        settled(Stored::NoRoom);
        return;
    }
    // What is stamped here is written to the sidecar in milliseconds: both readings must give the
    // same time.
    const std::int64_t received = millisecondsOf(wallClock());
    LogBatch batch;
    batch.lines = std::move(body.lines);
    batch.source = peer;
    batch.receivedMilliseconds = received;
    batch.appended = [this, received](const std::vector<RecordRef> &places, LogBatch &written) {
        const Timestamp time{std::chrono::milliseconds{received}};
        const std::size_t bytes = bytesOf(written.lines);
        m_inbox.post([source = m_source, lines = std::move(written.lines), places,
                      time](Ingest &ingest) { ingest.takeLive(source, lines, places, time); },
                     bytes);
    };
    batch.settled
        = [settled](bool durable) { settled(durable ? Stored::Durable : Stored::NoRoom); };
    if (m_inbox.isFull() || !m_writer->append(std::move(batch)))
        settled(Stored::Busy);
}

void LiveIntake::reject(const Rejection &rejection, std::string_view body, const std::string &peer)
{
    const Timestamp now = wallClock();
    const std::string_view kept = body.substr(0, limits::kRejectedBytesKept);
    if (m_writer) {
        const QByteArray bytes
            = QByteArray::fromRawData(kept.data(), static_cast<qsizetype>(kept.size())).toBase64();
        m_writer->reject(
            "{\"time\":" + json::quoted(formatRfc3339(now)) + ",\"source\":" + json::quoted(peer)
            + ",\"reason\":" + json::quoted(word(rejection.reason)) + ",\"detail\":"
            + json::quoted(rejection.detail) + ",\"size\":" + std::to_string(body.size())
            + ",\"base64\":\"" + bytes.toStdString() + "\"}");
    }
    m_inbox.post([source = m_source, rejection, text = std::string{kept}, size = body.size(),
                  now](Ingest &ingest) { ingest.rejectLive(source, rejection, text, size, now); },
                 kept.size());
}

void LiveIntake::refuse(unsigned status)
{
    ++m_refused[status];
    std::string detail;
    for (const auto &[code, count] : m_refused)
        detail.append(detail.empty() ? "refused: " : ", ")
            .append(toldCount(count) + " × " + std::to_string(code));
    m_notes.say(SourceNotes::About::Refused, detail);
}

} // namespace sightglass
