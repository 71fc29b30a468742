// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/base/timestamp.h"

#include <QByteArray>

#include <chrono>

namespace sightglass::test {

/// When a counted event happened: one a second, from 2026-01-01 on.
inline Timestamp timeOfCounted(int number)
{
    return Timestamp{std::chrono::seconds{1'767'225'600 + number}};
}

/// "e0", "e1", … as a line of its own. REQUIRES: less than a day of them
inline QByteArray countedLine(int number)
{
    const auto two = [](int value) { return QByteArray::number(value).rightJustified(2, '0'); };
    const QByteArray name = QByteArray::number(number);
    QByteArray json = "{'specversion':'1.0','id':'e" + name + "','source':'/s/"
        + QByteArray::number(number % 3) + "','type':'t." + QByteArray::number(number % 7)
        + "','time':'2026-01-01T" + two(number / 3600) + ":" + two(number / 60 % 60) + ":"
        + two(number % 60) + "Z','data':{'n':" + name + "}}\n";
    return json.replace('\'', '"');
}

/// So many of them.
inline QByteArray countedLines(int count)
{
    QByteArray lines;
    for (int number = 0; number < count; ++number)
        lines += countedLine(number);
    return lines;
}

} // namespace sightglass::test
