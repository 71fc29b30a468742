// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/documents.h"

#include "model/base/limits.h"
#include "model/envelope/otlp.h"
#include "model/json/unescape.h"

#include <algorithm>
#include <vector>

namespace sightglass {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

void refuse(std::string_view text, Place place, Reason reason, const char *what, RecordSink &sink)
{
    sink.rejected({{reason, what, 0},
                   text.substr(0, limits::kRejectedBytesKept),
                   text.size(),
                   place.line,
                   place.offset});
}

/// A record of its own, or an OTLP document that holds several.
void handOver(std::string_view text, Place place, RecordSink &sink)
{
    if (isOtlp(text))
        splitOtlp(text, place, sink);
    else
        sink.record({text, place.line, place.offset});
}

void splitArray(std::string_view array, Place place, RecordSink &sink)
{
    std::vector<std::string_view> members;
    if (!splitContainer(array, members)) {
        refuse(array, place, Reason::BadJson, "a member of the array is missing, or its bracket",
               sink);
        return;
    }
    PlaceCounter places{array, place};
    for (const std::string_view member : members)
        handOver(member, places.at(static_cast<std::size_t>(member.data() - array.data())), sink);
}

} // namespace

Place PlaceCounter::at(std::size_t position)
{
    m_lines += static_cast<std::uint64_t>(
        std::count(m_text.begin() + static_cast<std::ptrdiff_t>(m_counted),
                   m_text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
    m_counted = position;
    return {m_start.line + m_lines, m_start.offset + position};
}

std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (at = text.find('"', at + 1); at != std::string_view::npos; at = text.find('"', at + 1)) {
        std::size_t slashes = 0; // the opening quote is none
        while (text[at - 1 - slashes] == '\\')
            ++slashes;
        if (slashes % 2 == 0)
            return at;
    }
    return std::string_view::npos;
}

std::size_t endOfValue(std::string_view text, std::size_t begin)
{
    std::size_t depth = 0;
    for (std::size_t at = begin; at < text.size(); ++at) {
        switch (text[at]) {
        case '"':
            at = endOfString(text, at);
            if (at == std::string_view::npos)
                return at;
            break;
        case '{':
        case '[':
            ++depth;
            break;
        case '}':
        case ']':
            if (--depth == 0)
                return at + 1;
            break;
        default:
            break;
        }
    }
    return std::string_view::npos;
}

bool splitContainer(std::string_view container, std::vector<std::string_view> &members)
{
    if (container.back() != (container.front() == '[' ? ']' : '}'))
        return false;
    std::size_t at = container.find_first_not_of(kBlanks, 1);
    if (at == container.size() - 1)
        return true;
    while (at < container.size()) {
        const std::size_t begin = container.find_first_not_of(kBlanks, at);
        std::size_t end = begin;
        while (end < container.size() - 1 && container[end] != ',') {
            if (container[end] == '"')
                end = endOfString(container, end);
            else if (container[end] == '{' || container[end] == '[')
                end = endOfValue(container, end) - 1;
            if (end >= container.size())
                return false;
            ++end;
        }
        std::size_t last = end;
        while (last > begin && json::isBlank(container[last - 1]))
            --last;
        if (last == begin)
            return false;
        members.push_back(container.substr(begin, last - begin));
        at = end + 1;
        if (container[end] == ','
            && container.find_first_not_of(kBlanks, at) == container.size() - 1)
            return false;
    }
    return true;
}

void splitBatch(std::string_view text, Place place, RecordSink &sink)
{
    const std::size_t begin = text.find_first_not_of(kBlanks);
    const std::size_t end = endOfValue(text, begin);
    if (end == std::string_view::npos)
        refuse(text, place, Reason::BadJson, "the array is not closed", sink);
    else if (text.find_first_not_of(kBlanks, end) != std::string_view::npos)
        refuse(text, place, Reason::Trailing, "something follows the array", sink);
    else
        splitArray(text.substr(begin, end - begin), {place.line, place.offset + begin}, sink);
}

void splitDocuments(std::string_view text, Place place, RecordSink &sink, std::uint64_t &records)
{
    PlaceCounter places{text, place};
    for (std::size_t at = text.find_first_not_of(kBlanks); at != std::string_view::npos;) {
        const Place here = places.at(at);
        const bool opens = text[at] == '{' || text[at] == '[';
        const std::size_t end = opens ? endOfValue(text, at) : std::string_view::npos;
        if (end == std::string_view::npos) {
            refuse(text.substr(at), here, Reason::BadJson,
                   opens ? "the document is not closed" : "something that is no document", sink);
            return;
        }
        ++records;
        const std::string_view document = text.substr(at, end - at);
        if (document.front() == '[')
            splitArray(document, here, sink);
        else
            handOver(document, here, sink);
        at = text.find_first_not_of(kBlanks, end);
    }
}

} // namespace sightglass
