// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/purl.h"

#include "model/base/ascii.h"
#include "model/vocabulary/attribute.h"

#include <algorithm>
#include <string>
#include <vector>

namespace sightglass {
namespace {

constexpr std::string_view kScheme = "pkg:";
constexpr std::size_t kDigestShown = 8;

// Types whose namespace and name have no letter case (purl-spec, types).
constexpr std::string_view kCaselessTypes[]
    = {"alpm",   "apk",    "bitbucket", "bitnami", "composer", "deb",
       "github", "golang", "hex",       "npm",     "oci",      "pypi"};

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char letter = lower(c);
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

bool isPurl(std::string_view text)
{
    return text.size() > kScheme.size()
        && std::equal(kScheme.begin(), kScheme.end(), text.begin(),
                      [](char a, char b) { return a == lower(b); });
}

bool mayChange(std::string_view purl)
{
    return purl[kScheme.size()] == '/'
        || !areAll(purl, [](char c) { return c != '%' && c != '&' && !isUpper(c); });
}

constexpr bool isSeparator(int byte)
{
    return byte == '/' || byte == '?' || byte == '#' || byte == '&' || byte == '%';
}

/// With escapes undone, but those of separators.
std::string decoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hexDigit(text[at + 1]) : -1;
        const int low = high >= 0 ? hexDigit(text[at + 2]) : -1;
        const int byte = high * 16 + low;
        if (low < 0 || byte < 0x20 || byte >= 0x7F || isSeparator(byte)) {
            out.push_back(text[at]);
            continue;
        }
        out.push_back(static_cast<char>(byte));
        at += 2;
    }
    return out;
}

/// Where the @ of the version stands; the end of the path when there is none. An @ may also begin a
/// namespace.
std::size_t endOfName(std::string_view purl)
{
    const std::string_view path = purlPath(purl);
    const std::size_t at = path.rfind('@');
    const bool version
        = at != std::string_view::npos && path.find('/', at) == std::string_view::npos;
    return version ? at : path.size();
}

void lowerCase(std::string &purl)
{
    const std::size_t typeEnd = std::min(purl.find('/', kScheme.size()), purl.size());
    const auto lowerTo = [&purl](std::size_t end) {
        const auto last = purl.begin() + static_cast<std::ptrdiff_t>(end);
        std::transform(purl.begin(), last, purl.begin(), lower);
    };
    lowerTo(typeEnd);
    const std::string_view type
        = std::string_view{purl}.substr(kScheme.size(), typeEnd - kScheme.size());
    if (std::find(std::begin(kCaselessTypes), std::end(kCaselessTypes), type)
        != std::end(kCaselessTypes))
        lowerTo(endOfName(purl));
}

void sortQualifiers(std::string &purl)
{
    const std::size_t begin = purl.find('?') + 1;
    const std::size_t end = std::min(purl.find('#'), purl.size());
    if (begin == 0 || begin > end || purl.find('&', begin) >= end)
        return;
    std::vector<std::string> qualifiers;
    for (std::size_t at = begin; at <= end;) {
        const std::size_t next = std::min(purl.find('&', at), end);
        qualifiers.push_back(purl.substr(at, next - at));
        at = next + 1;
    }
    std::sort(qualifiers.begin(), qualifiers.end());
    std::string sorted;
    for (const std::string &qualifier : qualifiers)
        sorted.append(sorted.empty() ? "" : "&").append(qualifier);
    purl.replace(begin, end - begin, sorted);
}

} // namespace

std::string_view normalisedPurl(std::string_view purl, TextArena &arena)
{
    if (!isPurl(purl) || !mayChange(purl))
        return purl;
    std::string out = decoded(purl);
    const std::size_t slashes = std::min(out.find_first_not_of('/', kScheme.size()), out.size());
    out.erase(kScheme.size(), slashes - kScheme.size()); // as if it were a URL
    lowerCase(out);
    sortQualifiers(out);
    return arena.keep(out);
}

std::string_view purlPath(std::string_view purl)
{
    return purl.substr(0, std::min(purl.find('?'), purl.find('#')));
}

std::string_view purlTitle(std::string_view normalised, TextArena &arena)
{
    if (!isPurl(normalised))
        return normalised;
    const std::size_t end = endOfName(normalised);
    const std::string_view path = normalised.substr(0, end);
    const std::string_view name = path.substr(path.rfind('/') + 1);
    std::string_view version = purlPath(normalised).substr(end);
    if (!version.empty())
        version.remove_prefix(1);
    if (const std::size_t colon = version.find(':'); colon != std::string_view::npos)
        version = beginningOf(version.substr(colon + 1), kDigestShown);
    return version.empty() ? name : arena.join({name, " ", version});
}

} // namespace sightglass
