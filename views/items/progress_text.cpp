// SPDX-License-Identifier: Apache-2.0
#include "views/items/progress_text.h"

#include "views/items/shown_text.h"

#include <QCoreApplication>

#include <cmath>

namespace sightglass {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Progress", text);
}

} // namespace

QString progressText(const Progress &progress)
{
    switch (progress.measure) {
    case Progress::Measure::None:
        return {};
    case Progress::Measure::Steps:
        return tr("%1 of %2 steps").arg(countText(progress.done), countText(progress.total));
    case Progress::Measure::Children:
        return tr("%1 of %2 parts").arg(countText(progress.done), countText(progress.total));
    case Progress::Measure::Elapsed:
        return tr("about %1 %").arg(std::lround(100 * progress.share));
    }
    return {};
}

QString expectedEndText(const Progress &progress)
{
    if (!isKnown(progress.expectedEnd))
        return {};
    return tr("≈ %1 (p90 %2), from %3 runs")
        .arg(clockText(progress.expectedEnd), clockText(progress.lateEnd),
             countText(progress.runs));
}

QString riskText(const Progress &progress, bool over)
{
    if (progress.elapsed == Span{0} && progress.runs == 0)
        return {};
    if (progress.runs == 0)
        return tr("no history: no earlier run of this name succeeded");
    const std::string_view risk = word(progress.risk);
    return tr("%1: %2 %3, usually %4 (p90 %5, n = %6)")
        .arg(QString::fromUtf8(risk.data(), static_cast<qsizetype>(risk.size())),
             durationText(progress.elapsed), over ? tr("in all") : tr("so far"),
             durationText(progress.median), durationText(progress.usual), countText(progress.runs));
}

} // namespace sightglass
