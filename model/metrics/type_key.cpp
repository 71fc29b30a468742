// SPDX-License-Identifier: Apache-2.0
#include "model/metrics/type_key.h"

#include "model/base/ascii.h"

#include <algorithm>

namespace sightglass {
namespace {

constexpr std::size_t kShortestHash = 7;
constexpr std::size_t kShortestNumber = 5;
constexpr std::size_t kRandomSuffix = 5; // of Kubernetes: "build-x778q"

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isSmallNumber(std::string_view token)
{
    return !token.empty() && token.size() < kShortestNumber
        && std::all_of(token.begin(), token.end(), isDigit);
}

/// "1.2", "v1.2.3", "1.0.0-rc1" but not "1": digits and dots, a dot at least.
bool isVersion(std::string_view token)
{
    if (!token.empty() && (token[0] == 'v' || token[0] == 'V'))
        token.remove_prefix(1);
    return !token.empty() && isDigit(token[0]) && token.find('.') != std::string_view::npos
        && std::all_of(token.begin(), token.end(), [](char c) { return isDigit(c) || c == '.'; });
}

bool tellsOneFromTheNext(std::string_view token)
{
    const auto digits
        = static_cast<std::size_t>(std::count_if(token.begin(), token.end(), isDigit));
    if (digits == token.size())
        return digits >= kShortestNumber;
    if (isVersion(token))
        return true;
    if (digits == 0)
        return false;
    if (token.size() >= kShortestHash && std::all_of(token.begin(), token.end(), isHexDigit))
        return true;
    if (token.size() != kRandomSuffix)
        return false;
    // "java8" counts its words; in a random suffix a letter follows a digit.
    return std::adjacent_find(token.begin(), token.end(),
                              [](char c, char next) { return isDigit(c) && isLetter(next); })
        != token.end();
}

bool isSeparator(char c)
{
    return std::string_view{" -_/:#()[],+"}.find(c) != std::string_view::npos;
}

/// Takes tokens off the end while `drops` says so and something is left.
template<typename Drops> std::string_view trimmed(std::string_view name, Drops drops)
{
    for (std::string_view rest = name;;) {
        while (!rest.empty() && isSeparator(rest.back()))
            rest.remove_suffix(1);
        if (rest.empty())
            return name;
        name = rest;
        std::size_t begin = rest.size();
        while (begin > 0 && !isSeparator(rest[begin - 1]))
            --begin;
        if (begin == 0 || !drops(rest.substr(begin)))
            return name;
        rest = rest.substr(0, begin);
    }
}

} // namespace

std::string_view lastingName(std::string_view name)
{
    if (const std::size_t at = name.find('@'); at != std::string_view::npos && at > 0)
        name = name.substr(0, at);
    return trimmed(name, tellsOneFromTheNext);
}

std::string_view nameStem(std::string_view name)
{
    return trimmed(lastingName(name), [](std::string_view token) {
        return isSmallNumber(token) || tellsOneFromTheNext(token);
    });
}

bool hasTitle(Kind kind)
{
    return kind == Kind::Change || kind == Kind::Incident || kind == Kind::Ticket
        || kind == Kind::Issue || kind == Kind::Announcement;
}

} // namespace sightglass
