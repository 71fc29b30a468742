// SPDX-License-Identifier: Apache-2.0
#include "model/log/sidecar.h"

#include "model/base/time_text.h"
#include "model/log/files.h"
#include "model/log/segments.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sightglass {
namespace {

struct Entry
{
    std::uint64_t offset = 0;
    std::optional<std::int64_t> milliseconds; // empty: "-"
    std::string_view source;
};

template<typename Number> bool takeNumber(std::string_view &line, Number &number)
{
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    const auto size = static_cast<std::size_t>(end - line.data());
    if (error != std::errc{} || size >= line.size() || *end != ' ')
        return false;
    line.remove_prefix(size + 1);
    return true;
}

// A sector that was not written is zeros, or half a line with the half of another behind it.
std::optional<Entry> readEntry(std::string_view line)
{
    Entry entry;
    if (!takeNumber(line, entry.offset))
        return std::nullopt;
    std::int64_t milliseconds = 0;
    if (line.substr(0, 2) == "- ")
        line.remove_prefix(2);
    else if (takeNumber(line, milliseconds))
        entry.milliseconds = milliseconds;
    else
        return std::nullopt;
    entry.source = line;
    if (line.empty() || line.find(' ') != std::string_view::npos
        || line.find('\0') != std::string_view::npos)
        return std::nullopt;
    return entry;
}

template<typename F> void forEachLine(std::string_view text, F &&f)
{
    for (std::size_t at = 0, end = 0; (end = text.find('\n', at)) != std::string_view::npos;
         at = end + 1)
        f(at, text.substr(at, end - at));
}

} // namespace

std::string sidecarPath(std::string_view segment)
{
    return std::string{plainPath(segment)} + ".index";
}

std::string sidecarLine(std::uint64_t offset, std::int64_t milliseconds, std::string_view source)
{
    std::string line = std::to_string(offset) + " " + std::to_string(milliseconds) + " ";
    for (const char c : source.empty() ? std::string_view{"-"} : source)
        line.push_back(static_cast<unsigned char>(c) > ' ' ? c : '_');
    return line + "\n";
}

void Sidecar::takeLine(std::string_view line)
{
    const auto entry = readEntry(line);
    if (!entry || !entry->milliseconds)
        return;
    m_receipts.emplace_back(entry->offset, *entry->milliseconds);
}

Sidecar Sidecar::beside(const std::string &segment, std::uint64_t from)
{
    Sidecar sidecar;
    sidecar.m_end = from;
    const std::string text = readWhole(sidecarPath(segment), from);
    forEachLine(text, [&](std::size_t at, std::string_view line) {
        sidecar.takeLine(line);
        sidecar.m_end = from + at + line.size() + 1;
    });
    if (!std::is_sorted(sidecar.m_receipts.begin(), sidecar.m_receipts.end()))
        std::sort(sidecar.m_receipts.begin(), sidecar.m_receipts.end());
    return sidecar;
}

Timestamp Sidecar::receiptOf(std::uint64_t offset) const
{
    const auto place = std::lower_bound(m_receipts.begin(), m_receipts.end(),
                                        std::pair{offset, std::int64_t{0}});
    if (place == m_receipts.end() || place->first != offset)
        return kNoTime;
    return fromMilliseconds(place->second).value_or(kNoTime);
}

bool rebuildSidecar(const std::string &segment)
{
    const std::string path = sidecarPath(segment);
    const std::string before = readWhole(path, 0);
    std::vector<Entry> known;
    forEachLine(before, [&](std::size_t, std::string_view line) {
        if (const auto entry = readEntry(line))
            known.push_back(*entry);
    });
    std::stable_sort(known.begin(), known.end(),
                     [](const Entry &a, const Entry &b) { return a.offset < b.offset; });
    const MappedFile lines{segment};
    std::string after;
    auto next = known.begin();
    forEachLine(lines.bytes(), [&](std::size_t at, std::string_view) {
        while (next != known.end() && next->offset < at)
            ++next;
        const bool told = next != known.end() && next->offset == at;
        if (told && next->milliseconds)
            after += sidecarLine(at, *next->milliseconds, next->source);
        else
            after += std::to_string(at) + " - -\n";
    });
    return after != before && replaceFile(path, after);
}

} // namespace sightglass
