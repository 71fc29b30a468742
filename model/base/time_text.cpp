// SPDX-License-Identifier: Apache-2.0
#include "model/base/time_text.h"

#include "model/base/ascii.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace sightglass {
namespace {

using namespace std::chrono;

const Timestamp kFirst{sys_days{year{1} / 1 / 1}};
const Timestamp kLast{sys_days{year{10'000} / 1 / 1}};

/// The number that two digits write, or less than 0. REQUIRES: at + 2 <= text.size()
int pair(std::string_view text, std::size_t at)
{
    const bool digits = isDigit(text[at]) && isDigit(text[at + 1]);
    return digits ? (text[at] - '0') * 10 + (text[at + 1] - '0') : -100;
}

std::optional<Span> parseOffset(std::string_view text)
{
    if (text == "Z" || text == "z")
        return Span{0};
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
        return std::nullopt;
    const int hour = pair(text, 1);
    const int minute = pair(text, 4);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
        return std::nullopt;
    const Span shift = hours{hour} + minutes{minute};
    return text[0] == '+' ? shift : -shift;
}

std::optional<sys_days> parseDate(std::string_view text)
{
    if (text.size() < 10 || text[4] != '-' || text[7] != '-')
        return std::nullopt;
    const int century = pair(text, 0);
    const int years = pair(text, 2);
    const int y = century < 0 || years < 0 ? -1 : century * 100 + years;
    const int m = pair(text, 5);
    const int d = pair(text, 8);
    const year_month_day date{year{y}, month{static_cast<unsigned>(m)},
                              day{static_cast<unsigned>(d)}};
    if (y < 1 || m < 1 || d < 1 || !date.ok())
        return std::nullopt;
    return sys_days{date};
}

std::optional<Timestamp> inRange(Timestamp time)
{
    if (time < kFirst - hours{24} || time >= kLast + hours{24})
        return std::nullopt;
    return time;
}

} // namespace

std::optional<Timestamp> parseRfc3339(std::string_view text)
{
    const std::optional<sys_days> date = parseDate(text);
    if (!date || text.size() < 20 || (text[10] != 'T' && text[10] != 't') || text[13] != ':'
        || text[16] != ':')
        return std::nullopt;
    const int hour = pair(text, 11);
    const int minute = pair(text, 14);
    const int second = pair(text, 17);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60)
        return std::nullopt;

    std::size_t at = 19;
    Span fraction{0};
    if (text[at] == '.') {
        const std::size_t begin = ++at;
        for (Span unit{100'000}; at < text.size() && isDigit(text[at]); ++at, unit /= 10)
            fraction += unit * (text[at] - '0');
        if (at == begin)
            return std::nullopt;
    }
    const std::optional<Span> offset = parseOffset(text.substr(at));
    if (!offset)
        return std::nullopt;
    return inRange(Timestamp{*date} + hours{hour} + minutes{minute} + seconds{second} + fraction
                   - *offset);
}

std::optional<Timestamp> fromMilliseconds(std::int64_t value)
{
    constexpr std::int64_t kBound = 300'000'000'000'000;
    if (value < -kBound || value > kBound)
        return std::nullopt;
    const Timestamp time{milliseconds{value}};
    return time < kFirst || time >= kLast ? std::nullopt : std::optional{time};
}

std::optional<Timestamp> parseInstant(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc{} && end == text.data() + text.size())
        return fromMilliseconds(number);
    return parseRfc3339(text);
}

std::string formatRfc3339(Timestamp time)
{
    const auto date = floor<days>(time);
    const year_month_day day{date};
    const hh_mm_ss clock{floor<milliseconds>(time - date)};
    std::array<char, 48> text{};
    const int size = std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ",
                                   int(day.year()), unsigned(day.month()), unsigned(day.day()),
                                   int(clock.hours().count()), int(clock.minutes().count()),
                                   int(clock.seconds().count()), int(clock.subseconds().count()));
    return {text.data(), static_cast<std::size_t>(size)};
}

} // namespace sightglass
