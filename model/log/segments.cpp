// SPDX-License-Identifier: Apache-2.0
#include "model/log/segments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <filesystem>

namespace sightglass {
namespace {

constexpr std::string_view kPrefix = "segment-";
constexpr std::string_view kSuffix = ".ndjson";
constexpr std::string_view kPackedSuffix = ".zst";

std::string_view nameOf(std::string_view path)
{
    return path.substr(path.find_last_of('/') + 1);
}

} // namespace

bool isPacked(std::string_view path)
{
    return path.ends_with(kPackedSuffix);
}

std::string_view plainPath(std::string_view path)
{
    return isPacked(path) ? path.substr(0, path.size() - kPackedSuffix.size()) : path;
}

std::string packedPath(std::string_view path)
{
    return std::string{plainPath(path)}.append(kPackedSuffix);
}

std::uint64_t segmentNumber(std::string_view path)
{
    std::string_view name = nameOf(plainPath(path));
    if (!name.starts_with(kPrefix) || !name.ends_with(kSuffix))
        return 0;
    name = name.substr(kPrefix.size(), name.size() - kPrefix.size() - kSuffix.size());
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    return error == std::errc{} && end == name.data() + name.size() ? number : 0;
}

std::vector<std::string> segmentsIn(const std::string &folder)
{
    std::vector<std::string> found;
    std::error_code error;
    for (std::filesystem::directory_iterator it{folder, error}, end; !error && it != end;
         it.increment(error)) {
        std::error_code odd;
        const std::string path = it->path().string();
        // As it was listed: by now it may be packed, and have its other name.
        if (segmentNumber(path) != 0 && !it->is_symlink(odd) && it->is_regular_file(odd))
            found.push_back(path);
    }
    std::sort(found.begin(), found.end(), [](const std::string &a, const std::string &b) {
        const std::uint64_t first = segmentNumber(a);
        const std::uint64_t second = segmentNumber(b);
        return first != second ? first < second : isPacked(a) < isPacked(b);
    });
    found.erase(std::unique(found.begin(), found.end(),
                            [](const std::string &a, const std::string &b) {
                                return segmentNumber(a) == segmentNumber(b);
                            }),
                found.end());
    return found;
}

std::string segmentName(std::uint64_t number)
{
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "segment-%06" PRIu64 ".ndjson", number);
    return text.data();
}

} // namespace sightglass
