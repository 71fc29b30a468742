// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/loose_time.h"

#include "model/base/ascii.h"
#include "model/base/time_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace sightglass {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

std::optional<Timestamp> fromNumber(std::int64_t number)
{
    if (number <= 0)
        return std::nullopt;
    if (number < 100'000'000'000)
        return fromMilliseconds(number * 1000);
    if (number < 100'000'000'000'000)
        return fromMilliseconds(number);
    const std::int64_t micros = number < 100'000'000'000'000'000 ? number : number / 1000;
    return Timestamp{Span{micros}};
}

/// Integers, and the fractions of a second that some write behind them.
std::optional<Timestamp> fromDigits(std::string_view text)
{
    std::int64_t number = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (error != std::errc{})
        return std::nullopt;
    if (stop == end)
        return fromNumber(number);
    double seconds = 0;
    const auto [last, fault] = std::from_chars(text.data(), end, seconds);
    if (fault != std::errc{} || last != end || !(seconds > 0) || !(seconds < 1e17))
        return std::nullopt;
    return seconds < 1e11 ? fromMilliseconds(static_cast<std::int64_t>(seconds * 1000))
                          : fromNumber(static_cast<std::int64_t>(seconds));
}

/// "Tue Aug 20 08:14:46 GMT 2024" as "2024-08-20T08:14:46Z"; empty if it is not of that form.
std::string fromCDate(std::string_view text)
{
    constexpr std::size_t kSize = std::string_view{"Tue Aug 20 08:14:46 "}.size();
    if (text.size() < kSize + 4 || text[3] != ' ' || text[7] != ' ' || text[13] != ':')
        return {};
    const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(4, 3));
    if (month == kMonths.end())
        return {};
    const std::string_view zone = text.substr(kSize, text.size() - kSize - 4);
    if (!zone.empty() && zone != "GMT " && zone != "UTC ")
        return {};
    const std::string number = std::to_string(month - kMonths.begin() + 101);
    std::string day{text.substr(8, 2)};
    std::replace(day.begin(), day.end(), ' ', '0');
    return std::string{text.substr(text.size() - 4)} + "-" + number.substr(1) + "-" + day + "T"
        + std::string{text.substr(11, 8)} + "Z";
}

/// Date and time of day as RFC 3339 would write them.
std::string fromIsoLike(std::string_view text)
{
    constexpr std::size_t kTime = std::string_view{"2024-08-20T08:14:46"}.size();
    if (text.size() < kTime)
        return {};
    std::string time{text};
    if (time[10] == ' ')
        time[10] = 'T';
    std::size_t at = kTime;
    if (at < time.size() && (time[at] == '.' || time[at] == ',')) {
        time[at++] = '.';
        while (at < time.size() && isDigit(time[at]))
            ++at;
    }
    std::string zone = time.substr(at);
    zone.erase(0,
               zone.find_first_not_of(' ') == std::string::npos ? zone.size()
                                                                : zone.find_first_not_of(' '));
    if (zone.empty() || zone == "UTC" || zone == "GMT")
        zone = "Z";
    if (zone.size() == 5 && (zone[0] == '+' || zone[0] == '-')) // +0300
        zone.insert(3, ":");
    return time.substr(0, at) + zone;
}

} // namespace

std::optional<Timestamp> parseLooseTime(std::string_view text)
{
    std::optional<Timestamp> time = parseRfc3339(text);
    const auto isOfNumber = [](char c) { return isDigit(c) || c == '.'; };
    if (!time && !text.empty() && std::all_of(text.begin(), text.end(), isOfNumber))
        return fromDigits(text);
    if (!time)
        time = parseRfc3339(fromIsoLike(text));
    if (!time)
        time = parseRfc3339(fromCDate(text));
    static const Timestamp kYearTwo = *parseRfc3339("0002-01-01T00:00:00Z");
    return time && *time < kYearTwo ? std::nullopt : time;
}

std::optional<Timestamp> timeOf(json::Value value)
{
    if (value.isString())
        return parseLooseTime(value.string());
    return value.type() == json::Type::Number ? fromDigits(value.raw()) : std::nullopt;
}

} // namespace sightglass
