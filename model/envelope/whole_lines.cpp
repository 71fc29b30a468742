// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/whole_lines.h"

#include "model/base/limits.h"
#include "model/envelope/otlp.h"
#include "model/json/unescape.h"

#include <algorithm>

namespace sightglass {
namespace {

/// Lines whose structure is found at once: they and it should fit into a second-level cache.
constexpr std::size_t kBlock = 128u << 10;

/// As many of the lines at the start as fill a block, or a single one that is longer.
std::string_view blockOf(std::string_view lines)
{
    std::size_t last = lines.substr(0, kBlock).rfind('\n');
    if (last == std::string_view::npos)
        last = lines.find('\n', std::min(kBlock, lines.size()));
    return lines.substr(0, last == std::string_view::npos ? lines.size() : last + 1);
}

} // namespace

bool isBlankText(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), json::isBlank);
}

std::uint64_t WholeLines::split(std::string_view lines, Place &place, RecordSink &sink)
{
    std::uint64_t records = 0;
    while (!lines.empty()) {
        std::string_view whole = blockOf(lines);
        lines.remove_prefix(whole.size());
        json::Block *const block
            = whole.size() <= kBlock && !m_block.index(whole) ? &m_block : nullptr;
        while (!whole.empty()) {
            const std::size_t end = std::min(whole.find('\n'), whole.size() - 1);
            records += line(whole.substr(0, end), place, sink, block) ? 1 : 0;
            whole.remove_prefix(end + 1);
            place.offset += end + 1;
            ++place.line;
        }
    }
    return records;
}

bool WholeLines::line(std::string_view text, Place place, RecordSink &sink, json::Block *block)
{
    if (!text.empty() && text.back() == '\r')
        text.remove_suffix(1);
    const std::size_t first = text.find_first_not_of(" \t\r");
    if (first == std::string_view::npos)
        return false;
    const bool otlp = isOtlp(text);
    if (text[first] == '[')
        splitBatch(text, place, sink);
    else if (text.size() > (otlp ? limits::kBatchBytes : limits::kRecordBytes))
        tooLong(text, text.size(), place, sink);
    else if (otlp)
        splitOtlp(text, place, sink);
    else
        sink.record({text, place.line, place.offset, false, block});
    return true;
}

void WholeLines::tooLong(std::string_view begin, std::uint64_t size, Place place, RecordSink &sink)
{
    sink.rejected({{Reason::LineTooLong, "more than 4 MiB", limits::kRecordBytes},
                   begin.substr(0, limits::kRejectedBytesKept),
                   size,
                   place.line,
                   place.offset});
}

} // namespace sightglass
