// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/rejection.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sightglass::json {
class Block;
}

namespace sightglass {

/// One framed record: the text of one event, or bytes that whoever decodes them refuses.
struct FramedRecord
{
    std::string_view text; // valid during the call that hands it over
    std::uint64_t line = 0; // 1-based, of its first byte, in the decompressed content
    std::uint64_t offset = 0; // of its first byte, in the decompressed content
    /// The text stands nowhere as it is: it was cut out of a document that holds several events.
    /// Line and offset are those of its own part.
    bool cutOut = false;
    /// Holds the text, and knows its structure already; null when nobody looked for that. Valid
    /// during the call.
    json::Block *block = nullptr;
};

struct FramedRejection
{
    Rejection rejection;
    std::string_view bytes; // at most limits::kRejectedBytesKept of them
    std::uint64_t size = 0;
    std::uint64_t line = 0;
    std::uint64_t offset = 0;
};

/// Who takes what is framed. Called in order of place.
class RecordSink
{
public:
    virtual ~RecordSink() = default;
    virtual void record(const FramedRecord &record) = 0;
    virtual void rejected(const FramedRejection &rejection) = 0;
    /// Whole lines of a log, with their ends: who takes them, makes records of them later
    /// (WholeLines). Untaken, they are made records of at once.
    [[nodiscard]] virtual bool takesLines(std::string_view lines, std::uint64_t firstLine,
                                          std::uint64_t offset)
    {
        static_cast<void>(lines), static_cast<void>(firstLine), static_cast<void>(offset);
        return false;
    }
    /// The content starts with a byte order mark, which is skipped.
    virtual void byteOrderMark() { }
};

/// Cuts decompressed bytes into records, by content (rules.md §2.8): lines; whole documents; arrays
/// and OTLP documents as batches of what they hold. A line over the limit is skipped, not stored; a
/// document is held until its end is known.
class Framer
{
public:
    explicit Framer(RecordSink &sink);
    ~Framer();

    /// Any cut of the same bytes into pieces gives the same records. COST: lines that lie within a
    /// piece are not copied.
    void feed(std::string_view bytes);
    /// No more bytes come: the last line counts without its line end, or is TRUNCATED when it is no
    /// JSON.
    void finish();

    /// The end, for now: of lines, a last one without its line end is handed over if it is whole,
    /// else it stays pending. False when more bytes could not be framed any more: then finish() was
    /// called.
    [[nodiscard]] bool pause();

    /// Nothing was framed and none will be: the content is no log of events. One refusal was handed
    /// over.
    [[nodiscard]] bool isRefused() const;
    /// Lines, documents and batches that were handed over so far.
    [[nodiscard]] std::uint64_t recordCount() const;
    /// Lines that ended so far; none: these are no lines.
    [[nodiscard]] std::optional<std::uint64_t> lineCount() const;

private:
    class State;
    std::unique_ptr<State> m_state;
};

} // namespace sightglass
