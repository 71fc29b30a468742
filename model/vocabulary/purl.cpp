// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/purl.h"

#include <algorithm>

namespace sightglass {
namespace {

constexpr std::string_view kScheme = "pkg:";

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

bool isPurl(std::string_view text)
{
    return text.size() > kScheme.size()
        && std::equal(kScheme.begin(), kScheme.end(), text.begin(), [](char a, char b) {
               return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
           });
}

} // namespace

std::string normalisedPurl(std::string_view purl)
{
    if (!isPurl(purl))
        return std::string{purl};
    std::string out;
    out.reserve(purl.size());
    for (std::size_t at = 0; at < purl.size(); ++at) {
        const int high = purl[at] == '%' && at + 2 < purl.size() ? hexDigit(purl[at + 1]) : -1;
        const int low = high >= 0 ? hexDigit(purl[at + 2]) : -1;
        const int byte = high * 16 + low;
        if (low < 0 || byte < 0x20 || byte >= 0x7F) {
            out.push_back(purl[at]);
            continue;
        }
        out.push_back(static_cast<char>(byte));
        at += 2;
    }
    const std::size_t typeEnd = std::min(out.find('/', kScheme.size()), out.size());
    std::transform(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(typeEnd), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

std::string purlTitle(std::string_view normalised)
{
    if (!isPurl(normalised))
        return std::string{normalised};
    std::string_view path = normalised.substr(0, normalised.find_first_of("?#"));
    const std::size_t at = path.rfind('@');
    std::string_view version
        = at == std::string_view::npos ? std::string_view{} : path.substr(at + 1);
    path = path.substr(0, at);
    std::string title{path.substr(path.rfind('/') + 1)};
    if (const std::size_t colon = version.find(':'); colon != std::string_view::npos)
        version = version.substr(colon + 1, 8);
    if (!version.empty())
        title.append(" ").append(version);
    return title;
}

} // namespace sightglass
