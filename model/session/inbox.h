// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/base/rejection.h"

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sightglass {

class Ingest;

/// A framed record, or a refusal, that crosses threads.
struct OwnedRecord
{
    std::string text;
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0; // of a refusal: of all that was refused
    bool isRejection = false;
    Rejection rejection{};
    bool cutOut = false; // see FramedRecord
};

/// Whole lines of a log that cross threads as they were read, see RecordSink.
struct OwnedLines
{
    std::shared_ptr<const char[]> buffer; // the text stands in it
    std::string_view text;
    std::uint64_t line = 0; // of the first
    std::uint64_t offset = 0;
};

/// What was read of a source, in its order.
using OwnedPiece = std::variant<OwnedLines, OwnedRecord>;
using OwnedPieces = std::vector<OwnedPiece>;

/// What waits for the ingest thread: pieces of work, bounded in bytes. Puts pressure back on
/// whoever is too fast.
class Inbox final : public QObject
{
    Q_OBJECT
public:
    using Work = std::function<void(Ingest &)>;

    /// Waits while there is no room, which is sooner than for those who cannot wait. False when the
    /// inbox is closed: stop. THREAD: any but ingest and GUI.
    bool push(Work work, std::size_t bytes);
    /// Never waits: for what is small or must not be refused. Nothing happens once the inbox is
    /// closed. THREAD: any.
    void post(Work work, std::size_t bytes = 0);
    /// Whether a source that cannot wait should refuse now.
    [[nodiscard]] bool isFull() const;
    /// Everything that waits; nothing once the inbox is closed. THREAD: ingest.
    [[nodiscard]] std::vector<Work> take();
    /// Nobody wants the rest: all that push() fail, and what waits is dropped. Who works on a piece
    /// leaves off. THREAD: any.
    void close();
    [[nodiscard]] bool isClosed() const { return m_closed; }

Q_SIGNALS:
    /// There is work where there was none.
    void filled();

private:
    void add(Work work, std::size_t bytes);

    mutable std::mutex m_mutex;
    std::condition_variable m_room;
    std::vector<Work> m_work;
    std::size_t m_bytes = 0;
    std::atomic<bool> m_closed = false; // changed under the lock
};

} // namespace sightglass
