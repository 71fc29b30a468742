// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/documents.h"

#include "model/base/limits.h"
#include "model/json/unescape.h"

#include <algorithm>
#include <vector>

namespace sightglass {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

/// The closing quote of the string that opens at `at`, or npos.
std::size_t endOfString(std::string_view text, std::size_t at)
{
    for (++at; at < text.size(); ++at) {
        at = text.find_first_of("\"\\", at);
        if (at == std::string_view::npos || text[at] == '"')
            return at;
        ++at;
    }
    return std::string_view::npos;
}

/// Counts lines as places are asked for in ascending order.
class PlaceCounter
{
public:
    PlaceCounter(std::string_view text, Place start)
        : m_text(text)
        , m_start(start)
    { }

    Place at(std::size_t position)
    {
        m_lines += static_cast<std::uint64_t>(
            std::count(m_text.begin() + static_cast<std::ptrdiff_t>(m_counted),
                       m_text.begin() + static_cast<std::ptrdiff_t>(position), '\n'));
        m_counted = position;
        return {m_start.line + m_lines, m_start.offset + position};
    }

private:
    std::string_view m_text;
    Place m_start;
    std::size_t m_counted = 0;
    std::uint64_t m_lines = 0;
};

void refuse(std::string_view text, Place place, Reason reason, const char *what, RecordSink &sink)
{
    sink.rejected({{reason, what, 0},
                   text.substr(0, limits::kRejectedBytesKept),
                   text.size(),
                   place.line,
                   place.offset});
}

struct Part
{
    std::size_t begin;
    std::size_t end;
};

/// The members of a closed array, without the white space around them. Empty when one of them is
/// missing.
bool membersOf(std::string_view array, std::vector<Part> &members)
{
    std::size_t at = array.find_first_not_of(kBlanks, 1);
    if (at == array.size() - 1)
        return true;
    while (at < array.size()) {
        const std::size_t begin = array.find_first_not_of(kBlanks, at);
        std::size_t end = begin;
        while (end < array.size() - 1 && array[end] != ',') {
            if (array[end] == '"')
                end = endOfString(array, end);
            else if (array[end] == '{' || array[end] == '[')
                end = endOfValue(array, end) - 1;
            if (end >= array.size())
                return false;
            ++end;
        }
        std::size_t last = end;
        while (last > begin && json::isBlank(array[last - 1]))
            --last;
        if (last == begin)
            return false;
        members.push_back({begin, last});
        at = end + 1;
        if (array[end] == ',' && array.find_first_not_of(kBlanks, at) == array.size() - 1)
            return false;
    }
    return true;
}

void splitArray(std::string_view array, Place place, RecordSink &sink)
{
    std::vector<Part> members;
    if (!membersOf(array, members)) {
        refuse(array, place, Reason::BadJson, "a member of the array is missing", sink);
        return;
    }
    PlaceCounter places{array, place};
    for (const Part &member : members) {
        const Place at = places.at(member.begin);
        sink.record({array.substr(member.begin, member.end - member.begin), at.line, at.offset});
    }
}

} // namespace

std::size_t endOfValue(std::string_view text, std::size_t begin)
{
    std::size_t depth = 0;
    for (std::size_t at = begin; at < text.size(); ++at) {
        at = text.find_first_of("\"[]{}", at);
        if (at == std::string_view::npos)
            return at;
        if (text[at] == '"') {
            at = endOfString(text, at);
            if (at == std::string_view::npos)
                return at;
        } else if (text[at] == '{' || text[at] == '[') {
            ++depth;
        } else if (--depth == 0) {
            return at + 1;
        }
    }
    return std::string_view::npos;
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
            sink.record({document, here.line, here.offset});
        at = text.find_first_not_of(kBlanks, end);
    }
}

} // namespace sightglass
