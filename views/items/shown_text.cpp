// SPDX-License-Identifier: Apache-2.0
#include "views/items/shown_text.h"

#include "model/base/safe_text.h"

#include <QDateTime>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace sightglass {
namespace {

constexpr QChar kEllipsis{0x2026};
constexpr QChar kThinSpace{0x2009};
constexpr int kTailKept = 8;

Zone &zone()
{
    static Zone shown = Zone::Local;
    return shown;
}

QDateTime inShownZone(Timestamp time)
{
    const auto milliseconds
        = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(milliseconds,
                                          shownZone() == Zone::Utc ? Qt::UTC : Qt::LocalTime);
}

/// UTF-8 cut at a character, so that no work is done for what is not shown.
std::string_view cut(std::string_view utf8, std::size_t most)
{
    if (utf8.size() <= most)
        return utf8;
    while (most > 0 && (static_cast<unsigned char>(utf8[most]) & 0xC0) == 0x80)
        --most;
    return utf8.substr(0, most);
}

QString sentenceCase(std::string_view text)
{
    QString out = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
    out.replace(u'-', u' ');
    if (!out.isEmpty())
        out[0] = out[0].toUpper();
    return out;
}

QString padded(std::int64_t number)
{
    return QStringLiteral("%1").arg(number, 2, 10, QLatin1Char('0'));
}

} // namespace

QString shownText(std::string_view utf8, int most)
{
    const auto limit = static_cast<std::size_t>(most);
    QString text = QString::fromStdString(safeText(cut(utf8, limit * 4)));
    if (text.size() > most || utf8.size() > limit * 4) {
        text.truncate(most - 1);
        text.append(kEllipsis);
    }
    return text;
}

QString elidedMiddle(const QString &text, int characters)
{
    if (text.size() <= characters)
        return text;
    const int tail = std::min(kTailKept, characters / 2);
    return text.left(std::max(characters - tail - 1, 0)) + kEllipsis + text.right(tail);
}

QString stateWord(State state)
{
    return sentenceCase(word(state));
}

QString kindWord(Kind kind)
{
    const QString text = sentenceCase(word(kind));
    return text.toLower();
}

QString durationText(Span span)
{
    if (span < Span{0})
        return QStringLiteral("–");
    const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(span).count();
    if (milliseconds < 1000)
        return QStringLiteral("%1 ms").arg(milliseconds);
    const std::int64_t seconds = milliseconds / 1000;
    if (seconds < 10)
        return QStringLiteral("%1.%2 s").arg(QString::number(seconds),
                                             QString::number(milliseconds % 1000 / 100));
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    const std::int64_t minutes = seconds / 60;
    if (minutes < 60)
        return QStringLiteral("%1 m %2 s").arg(QString::number(minutes), padded(seconds % 60));
    const std::int64_t hours = minutes / 60;
    if (hours < 48)
        return QStringLiteral("%1 h %2 m").arg(QString::number(hours), padded(minutes % 60));
    return QStringLiteral("%1 d %2 h")
        .arg(QString::number(hours / 24), QString::number(hours % 24));
}

QString countText(std::uint64_t count)
{
    QString text = QString::number(count);
    for (qsizetype at = text.size() - 3; at > 0; at -= 3)
        text.insert(at, kThinSpace);
    return text;
}

void setShownZone(Zone shown)
{
    zone() = shown;
}

Zone shownZone()
{
    return zone();
}

QString clockText(Timestamp time, bool milliseconds)
{
    if (!isKnown(time))
        return QStringLiteral("–");
    return inShownZone(time).toString(milliseconds ? QStringLiteral("HH:mm:ss.zzz")
                                                   : QStringLiteral("HH:mm:ss"));
}

QString dateTimeText(Timestamp time)
{
    if (!isKnown(time))
        return QStringLiteral("–");
    return inShownZone(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
}

QString zoneText()
{
    if (shownZone() == Zone::Utc)
        return QStringLiteral("UTC");
    const QDateTime now = QDateTime::currentDateTime();
    const int minutes = now.offsetFromUtc() / 60;
    QString offset = (minutes < 0 ? QStringLiteral("UTC-") : QStringLiteral("UTC+"))
        + QString::number(std::abs(minutes) / 60);
    if (minutes % 60 != 0)
        offset += QLatin1Char(':') + padded(std::abs(minutes) % 60);
    return QString::fromUtf8(QTimeZone::systemTimeZoneId()) + QStringLiteral(" (") + offset
        + QLatin1Char(')');
}

QString relativeText(Timestamp time, Timestamp now)
{
    if (!isKnown(time) || !isKnown(now))
        return {};
    const Span span = now - time;
    const QString text = durationText(span < Span{0} ? -span : span);
    return span < Span{0} ? QStringLiteral("in ") + text : text + QStringLiteral(" ago");
}

} // namespace sightglass
