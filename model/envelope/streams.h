// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/envelope/framer.h"
#include "model/envelope/record_reader.h"

#include <string_view>

namespace sightglass {

/// Undoes what a file's content is wrapped in and feeds the framer. A fault is handed to the sink
/// after all complete records before it, and ends the stream.
class RecordReader::Stream
{
public:
    Stream(RecordSink &sink, Framer &framer)
        : m_sink(sink)
        , m_framer(framer)
    { }
    virtual ~Stream() = default;
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    /// False when nothing more can come of the stream.
    [[nodiscard]] virtual bool feed(std::string_view bytes) = 0;
    virtual void finish() = 0;

protected:
    /// Feeds decompressed bytes. False after a fault: a second layer, or 64 MiB without a record.
    [[nodiscard]] bool pass(std::string_view bytes);
    void fault(Reason reason, const char *what);
    void finishFraming();
    [[nodiscard]] bool hasFault() const { return m_fault; }

private:
    RecordSink &m_sink;
    Framer &m_framer;
    std::uint64_t m_passed = 0;
    std::uint64_t m_passedAtRecord = 0;
    std::uint64_t m_records = 0;
    bool m_fault = false;
};

} // namespace sightglass
