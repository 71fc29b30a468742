// SPDX-License-Identifier: Apache-2.0
#include "model/envelope/newest_lines.h"

#include "model/base/limits.h"
#include "model/json/document.h"

#include <algorithm>
#include <cstring>
#include <string>

namespace sightglass {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
/// So many lines in a row that are no JSON are no log.
constexpr int kMostBroken = 64;

bool isWhole(std::string_view line)
{
    if (line.size() > limits::kRecordBytes || line.empty() || line.front() != '{')
        return false;
    json::Document document;
    return !document.parse(std::string{line});
}

std::string_view firstLine(std::string_view content)
{
    return content.substr(0, content.find('\n'));
}

} // namespace

std::optional<std::uint64_t> findNewestLines(std::string_view content, const NewestLines &wanted)
{
    if (content.size() <= wanted.bytesBefore)
        return std::nullopt;
    std::string_view first = firstLine(content.substr(0, limits::kRecordBytes + 1));
    if (first.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        first.remove_prefix(kByteOrderMark.size());
    if (!isWhole(first))
        return std::nullopt;
    const std::size_t least
        = content.size() - std::min(wanted.bytes, content.size() - wanted.bytesBefore);
    std::size_t begin = content.size(); // of a line
    std::size_t end = content.back() == '\n' ? begin - 1 : begin; // of the line before
    for (std::size_t lines = 0; lines < wanted.lines && end > least; ++lines) {
        const void *const found = ::memrchr(content.data() + least, '\n', end - least);
        if (!found)
            break;
        end = static_cast<std::size_t>(static_cast<const char *>(found) - content.data());
        begin = end + 1;
    }
    for (int broken = 0; broken < kMostBroken && begin < content.size(); ++broken) {
        const std::string_view line = firstLine(content.substr(begin));
        if (isWhole(line))
            return begin;
        begin += line.size() + 1;
    }
    return std::nullopt;
}

} // namespace sightglass
