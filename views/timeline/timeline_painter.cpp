// SPDX-License-Identifier: Apache-2.0
#include "views/timeline/timeline_painter.h"

#include "model/graph/state.h"
#include "views/common/glyphs.h"
#include "views/items/shown_text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr double kTickGap = 90;
constexpr double kBarHeight = 16;
constexpr double kGlyphRoom = 18;
constexpr double kTitleRoom = 44;
constexpr double kOutlineRoom = 8; // a narrower outline would look like a letter

} // namespace

double heightOf(const std::vector<Lane> &lanes)
{
    double height = 0;
    for (const Lane &lane : lanes)
        height += static_cast<double>(lane.rows.size()) * kRowHeight + 6;
    return height;
}

TimeRange usualRange(const Snapshot &snapshot)
{
    std::vector<Timestamp> times;
    times.reserve(snapshot.keptEvents());
    for (std::uint32_t row = snapshot.events.begin(); row < snapshot.events.size(); ++row)
        times.push_back(snapshot.timeOf(EventId::ofRow(row)));
    if (times.empty())
        return {};
    const auto quantile = [&](std::size_t place) {
        std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(place),
                         times.end());
        return times[place];
    };
    const Timestamp low = quantile(times.size() / 20);
    const Timestamp high = quantile(times.size() - 1 - times.size() / 20);
    const Span margin = 10 * (high - low) + std::chrono::years{1};
    TimeRange range{high, low};
    for (const Timestamp time : times) {
        if (time >= low - margin && time <= high + margin) {
            range.first = std::min(range.first, time);
            range.last = std::max(range.last, time);
        }
    }
    return range;
}

TimeAxis axisFor(const TimeRange &range, double width)
{
    TimeAxis axis;
    const double span = std::max(1e6, static_cast<double>((range.last - range.first).count()));
    axis.microsPerPixel = span / std::max(width * 0.94, 1.0);
    axis.begin = range.first - Span{static_cast<std::int64_t>(axis.microsPerPixel * width * 0.01)};
    return axis;
}

TimelinePainter::TimelinePainter(const Snapshot &snapshot, const std::vector<Lane> &lanes,
                                 const Theme &theme)
    : m_snapshot(snapshot)
    , m_lanes(lanes)
    , m_theme(theme)
{ }

void TimelinePainter::paint(QPainter &painter, const QRectF &area, const TimelineLook &look)
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.save();
    painter.setClipRect(area.adjusted(0, kRulerHeight, 0, 0));
    double top = area.top() + kRulerHeight - look.top;
    for (const Lane &lane : m_lanes) {
        const double height = static_cast<double>(lane.rows.size()) * kRowHeight + 6;
        if (top + height >= area.top() && top <= area.bottom())
            paintLane(painter, lane, {area.left(), top, area.width(), height}, look);
        top += height;
    }
    painter.restore();
    paintRuler(painter, area, look);
}

void TimelinePainter::paintRuler(QPainter &painter, const QRectF &area, const TimelineLook &look)
{
    const QRectF ruler{area.left(), area.top(), area.width(), kRulerHeight};
    painter.fillRect(ruler, m_theme.panel());
    painter.setFont(m_theme.uiFont(11));
    const double left = area.left() + kLabelWidth;
    const double width = area.width() - kLabelWidth;
    for (const Tick &tick : ticksOf(look.axis, width, kTickGap)) {
        const double x = left + look.axis.toPixel(tick.time);
        painter.setPen(m_theme.grid());
        painter.drawLine(QPointF{x, ruler.bottom() - 6}, QPointF{x, area.bottom()});
        painter.setPen(m_theme.secondaryText());
        const bool fine = look.axis.microsPerPixel * kTickGap < 1e6;
        const QString text
            = tick.major ? dateTimeText(tick.time).left(10) : clockText(tick.time, fine);
        painter.drawText(QPointF{x + 4, ruler.bottom() - 9}, text);
    }
    painter.setPen(m_theme.text());
    painter.drawText(QRectF{area.left() + 8, area.top(), kLabelWidth - 8, kRulerHeight},
                     Qt::AlignVCenter, zoneText());
    const Timestamp line = look.at == kEndOfTime ? look.now : look.at;
    const double x = left + look.axis.toPixel(line);
    if (line != kEndOfTime && x >= left && x <= area.right()) {
        painter.setPen(QPen{m_theme.text(), 1});
        painter.drawLine(QPointF{x, ruler.top()}, QPointF{x, area.bottom()});
    }
}

void TimelinePainter::paintLane(QPainter &painter, const Lane &lane, const QRectF &box,
                                const TimelineLook &look)
{
    painter.setPen(m_theme.grid());
    painter.drawLine(box.bottomLeft(), box.bottomRight());
    painter.save();
    painter.setClipRect(box.adjusted(kLabelWidth, 0, 0, 0), Qt::IntersectClip);
    painter.translate(box.left() + kLabelWidth, 0);
    for (std::size_t row = 0; row < lane.rows.size(); ++row) {
        const double top = box.top() + 3 + static_cast<double>(row) * kRowHeight;
        for (const Bar &bar : barsOf(m_snapshot, lane.rows[row], look.axis,
                                     box.width() - kLabelWidth, look.at, look.now)) {
            paintBar(painter, bar, top, look);
            m_bars.push_back({QRectF{box.left() + kLabelWidth + bar.left, top,
                                     std::max(bar.right - bar.left, kNarrowBar), kRowHeight},
                              bar.entity, bar.count});
        }
    }
    painter.restore();
    const QRectF label{box.left(), box.top(), kLabelWidth, box.height()};
    painter.fillRect(label.adjusted(0, 1, 0, -1), m_theme.panel());
    paintKindSilhouette(painter, {box.left() + 8, box.top() + 8, 13, 13}, lane.kind,
                        m_theme.secondaryText());
    painter.setPen(m_theme.text());
    painter.setFont(m_theme.uiFont(13));
    const QRectF text{box.left() + 28, box.top() + 3, kLabelWidth - 36, kRowHeight};
    painter.drawText(text, Qt::AlignVCenter,
                     QFontMetricsF{painter.font()}.elidedText(shownText(lane.title, 80),
                                                              Qt::ElideMiddle, text.width()));
}

void TimelinePainter::paintBar(QPainter &painter, const Bar &bar, double top,
                               const TimelineLook &look)
{
    QRectF box{bar.left, top + (kRowHeight - kBarHeight) / 2.0, bar.right - bar.left, kBarHeight};
    if (bar.count > 1 || box.width() <= kNarrowBar) {
        paintColumn(painter, bar, box);
        return;
    }
    const EntityState state = stateAt(m_snapshot, bar.entity, look.at);
    if (isKnown(state.queuedAt) && isKnown(state.startedAt) && state.startedAt > state.queuedAt) {
        paintQueue(painter, box, state.queuedAt, state.startedAt, look);
        box.setLeft(std::clamp(look.axis.toPixel(state.startedAt), box.left(), box.right()));
    }
    box.setLeft(std::max(box.left(),
                         -4.0)); // the title of a bar that begins before the view stays readable
    if (box.width() < kOutlineRoom && bar.entity != look.selected) {
        painter.fillRect(box, m_theme.hue(state.state));
        return;
    }
    const bool plain = state.state == State::Queued || state.state == State::Canceled
        || state.state == State::Skipped;
    painter.setPen(QPen{m_theme.hue(state.state), isNotOk(state.state) ? 2.0 : 1.2});
    painter.setBrush(plain ? QBrush{m_theme.canvas()} : QBrush{m_theme.tint(state.state)});
    painter.drawRoundedRect(box, 3, 3);
    if (state.state == State::Unknown) {
        painter.setBrush(QBrush{m_theme.secondaryText(), Qt::BDiagPattern});
        painter.drawRoundedRect(box, 3, 3);
    }
    if (box.width() >= kGlyphRoom)
        paintStateGlyph(painter, {box.left() + 3, box.center().y() - 6, 12, 12}, state.state,
                        m_theme);
    if (box.width() >= kTitleRoom) {
        painter.setFont(m_theme.uiFont(11));
        painter.setPen(m_theme.text());
        const QRectF text = box.adjusted(kGlyphRoom, 0, -3, 0);
        const QString title = shownText(displayName(m_snapshot, bar.entity, state), 80);
        painter.drawText(
            text, Qt::AlignVCenter,
            QFontMetricsF{painter.font()}.elidedText(title, Qt::ElideMiddle, text.width()));
    }
    if (bar.entity == look.selected) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen{m_theme.selection(), 3});
        painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4);
    }
}

// Several bars in one column: as high as they are many, the worst of them on top.
void TimelinePainter::paintColumn(QPainter &painter, const Bar &bar, const QRectF &box)
{
    const double share = std::min(1.0, 0.35 + std::log10(static_cast<double>(bar.count)) * 0.3);
    const double height = box.height() * share;
    const QRectF column{box.left(), box.bottom() - height, kNarrowBar - 0.5, height};
    const bool mixed = bar.count > 1 && isNotOk(bar.state);
    painter.fillRect(column, m_theme.hue(mixed ? State::Succeeded : bar.state));
    if (isNotOk(bar.state))
        painter.fillRect(QRectF{box.left(), box.top(), kNarrowBar, 4}, m_theme.hue(bar.state));
}

void TimelinePainter::paintQueue(QPainter &painter, const QRectF &box, Timestamp queued,
                                 Timestamp started, const TimelineLook &look)
{
    const double left = look.axis.toPixel(queued);
    const QRectF part{left, box.top() + 3, std::max(look.axis.toPixel(started) - left, 1.0),
                      box.height() - 6};
    painter.setPen(QPen{m_theme.hue(Hue::Neutral), 1});
    painter.setBrush(QBrush{m_theme.hue(Hue::Neutral), Qt::BDiagPattern});
    painter.drawRect(part);
}

} // namespace sightglass
