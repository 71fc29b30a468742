// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/streams.h"

#include "model/base/limits.h"
#include "model/envelope/compressed.h"

namespace sightglass {

bool isGzip(std::string_view begin)
{
    return begin.substr(0, kGzipMagic.size()) == kGzipMagic;
}

bool isZstd(std::string_view begin)
{
    const bool skippable = begin.size() >= 4
        && (static_cast<unsigned char>(begin[0]) & 0xF0) == 0x50
        && begin.substr(1, 3) == "\x2a\x4d\x18";
    return begin.substr(0, kZstdMagic.size()) == kZstdMagic || skippable;
}

bool RecordReader::Stream::pass(std::string_view bytes)
{
    if (m_fault)
        return false;
    if (m_passed == 0 && (isGzip(bytes) || isZstd(bytes))) {
        fault(Reason::NestedCompression, "compressed twice; only one layer is undone");
        return false;
    }
    m_passed += bytes.size();
    m_framer.feed(bytes);
    if (m_framer.isRefused()) {
        m_fault = true;
        return false;
    }
    if (m_framer.recordCount() != m_records) {
        m_records = m_framer.recordCount();
        m_passedAtRecord = m_passed;
    } else if (m_passed - m_passedAtRecord > limits::kBytesWithoutRecord) {
        fault(Reason::StreamBomb, "64 MiB were unpacked without one record");
        return false;
    }
    return true;
}

// What is whole is kept, what was cut is not shown as a broken line beside the fault.
void RecordReader::Stream::fault(Reason reason, const char *what)
{
    m_fault = true;
    m_sink.rejected({{reason, what, 0}, {}, 0, 0, m_passed});
}

void RecordReader::Stream::finishFraming()
{
    if (!m_fault)
        m_framer.finish();
}

} // namespace sightglass
