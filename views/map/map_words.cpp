// SPDX-License-Identifier: Apache-2.0
#include "views/map/map_words.h"

#include "views/items/shown_text.h"
#include "views/typemap/map_picture.h"

#include <QCoreApplication>

#include <cmath>

namespace sightglass {
namespace {

const QString kNone = QStringLiteral("—");

QString tr(const char *text)
{
    return QCoreApplication::translate("Map", text);
}

/// Rounded, but never to all or none of them when that is not so.
int percentOf(std::uint32_t part, std::uint32_t whole)
{
    const auto percent = static_cast<int>(std::lround(100.0 * part / whole));
    if (percent == 100 && part < whole)
        return 99;
    return percent == 0 && part > 0 ? 1 : percent;
}

QString percentText(std::uint32_t part, std::uint32_t whole)
{
    return QStringLiteral("%1 %").arg(percentOf(part, whole));
}

} // namespace

QString passText(const TypeFigures &figures)
{
    if (figures.judged() == 0)
        return kNone;
    const QString passed = figures.judged() < kFewestForShare
        ? QString::number(figures.passed())
        : percentText(figures.passed(), figures.judged());
    return tr("%1 of %2").arg(passed, countText(figures.judged()));
}

QString shortPassText(const TypeFigures &figures)
{
    if (figures.judged() == 0)
        return kNone;
    return figures.judged() < kFewestForShare ? QStringLiteral("%1/%2").arg(
               QString::number(figures.passed()), QString::number(figures.judged()))
                                              : percentText(figures.passed(), figures.judged());
}

std::optional<int> trendOf(const TypeFigures &figures)
{
    if (figures.judged() < kFewestForShare || figures.judgedBefore() < kFewestForShare)
        return std::nullopt;
    return static_cast<int>(std::lround(100.0 * figures.passed() / figures.judged()
                                        - 100.0 * figures.passedBefore() / figures.judgedBefore()));
}

QString trendWords(int trend)
{
    if (trend == 0)
        return tr("unchanged");
    return std::abs(trend) == 1 ? tr("1 point") : tr("%1 points").arg(std::abs(trend));
}

QString trendText(const TypeFigures &figures)
{
    const auto trend = trendOf(figures);
    if (!trend)
        return kNone;
    const QString sign = *trend == 0 ? QString{}
        : *trend > 0                 ? QStringLiteral("▲ ")
                                     : QStringLiteral("▼ ");
    return sign + trendWords(*trend);
}

QString p50Text(const TypeFigures &figures)
{
    return figures.timed == 0 ? kNone : durationText(figures.p50);
}

QString seenText(const MapType &type, const TypeFigures &figures)
{
    if (isActivity(type.kind))
        return figures.seen == 1 ? tr("1 run") : tr("%1 runs").arg(countText(figures.seen));
    return figures.seen == 1 ? tr("1 event") : tr("%1 events").arg(countText(figures.seen));
}

QString shownTitle(const MapType &type)
{
    return shownText(titleOf(type), 120);
}

QString describeType(const MapType &type, const TypeFigures &figures)
{
    QStringList parts{shownTitle(type),
                      kindWord(type.kind),
                      stateWord(figures.state()).toLower(),
                      tr("%1 in flight").arg(countText(figures.inFlight)),
                      figures.judged() == 0 ? tr("pass rate —, no run")
                                            : tr("%1 passed").arg(passText(figures)),
                      seenText(type, figures)};
    if (figures.timed > 0)
        parts.append(tr("p50 %1 of %2").arg(p50Text(figures), countText(figures.timed)));
    if (trendOf(figures))
        parts.append(tr("trend %1").arg(trendText(figures)));
    if (!type.where.empty())
        parts.append(tr("from %1").arg(shownText(type.where, 80)));
    return parts.join(QStringLiteral(", "));
}

QString edgeText(const EdgeFigures &edge, const EdgeDetail *detail)
{
    QString text = edge.count == 1 ? tr("1 link") : tr("%1 links").arg(countText(edge.count));
    if (!edge.stated)
        text += tr(", inferred");
    if (!detail)
        return text;
    if (detail->cameUp >= kFewestForShare && detail->went <= detail->cameUp)
        text += tr(" · %1 led on").arg(percentText(detail->went, detail->cameUp));
    else if (detail->cameUp > 0 && detail->went <= detail->cameUp)
        text += tr(" · %1 of %2 led on")
                    .arg(QString::number(detail->went), QString::number(detail->cameUp));
    if (detail->timed > 0)
        text += tr(" · p50 %1, p95 %2").arg(durationText(detail->p50), durationText(detail->p95));
    return text;
}

QString groupingText(Grouping grouping)
{
    switch (grouping) {
    case Grouping::KindNameSource:
        return tr("Kind, Name and Source");
    case Grouping::KindName:
        return tr("Kind and Name");
    case Grouping::Stem:
        return tr("Kind and Name without Number");
    case Grouping::KindNameEnvironment:
        return tr("Kind, Name and Environment");
    case Grouping::Source:
        return tr("Source");
    case Grouping::Kind:
        break;
    }
    return tr("Kind");
}

} // namespace sightglass
