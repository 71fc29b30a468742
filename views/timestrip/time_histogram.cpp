// SPDX-License-Identifier: Apache-2.0
#include "views/timestrip/time_strip.h"

#include "views/items/shown_text.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr int kBinPixels = 2;
constexpr double kCap = 3;
constexpr double kDroppedPixels = 10; // where the events begin that are in memory

} // namespace

TimeHistogram::TimeHistogram(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("timeHistogram"));
    setAccessibleName(tr("Time: drag or use the arrow keys to move the playhead"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&context, &ViewContext::moved, this, qOverload<>(&QWidget::update));
    connect(&context, &ViewContext::advanced, this,
            [this](const Frame &frame, const std::vector<EventOrder::Insertion> &insertions) {
                m_counts.take(frame.snapshot, m_context.order(), insertions);
                recount();
            });
    connect(&context, &ViewContext::aboutToRemove, this, [this](const EventOrder::Insertion &run) {
        m_counts.leave(m_context.snapshot(), m_context.order(), run);
    });
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        m_counts.clear();
        recount();
    });
}

// The axis spans the middle of all times: a clock that is centuries off must not squeeze the rest
// (rules.md §2.6).
void TimeHistogram::recount()
{
    const EventOrder &order = m_context.order();
    m_bins.clear();
    if (order.size() == 0) {
        m_first = m_last = kNoTime;
        QWidget::update();
        return;
    }
    const Timestamp low = order.timeAt(order.size() / 20);
    const Timestamp high = order.timeAt(order.size() - 1 - order.size() / 20);
    const Span margin = 10 * (high - low) + std::chrono::years{1};
    m_first = order.timeAt(order.countUntil(low - margin));
    m_last = order.timeAt(order.countUntil(high + margin) - 1);
    m_bins = m_counts.columns(order, m_first, m_last,
                              static_cast<std::size_t>(std::max(width() / kBinPixels, 1)));
    QWidget::update();
}

void TimeHistogram::resizeEvent(QResizeEvent *)
{
    recount();
}

Timestamp TimeHistogram::timeAt(double x) const
{
    const double share = std::clamp(x / std::max(width() - 1, 1), 0.0, 1.0);
    return m_first
        + Span{static_cast<std::int64_t>(share * static_cast<double>((m_last - m_first).count()))};
}

double TimeHistogram::xOf(Timestamp time) const
{
    const double span = std::max(1.0, static_cast<double>((m_last - m_first).count()));
    return std::clamp(static_cast<double>((time - m_first).count()) / span, 0.0, 1.0)
        * (width() - 1);
}

void TimeHistogram::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(rect(), m_theme.canvas());
    painter.setPen(m_theme.grid());
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (!isKnown(m_first)) {
        painter.setPen(m_theme.secondaryText());
        painter.drawText(rect(), Qt::AlignCenter, tr("No events in buffer"));
        return;
    }
    std::uint32_t most = 1;
    for (const TimeColumns::Column &bin : m_bins)
        most = std::max(most, bin.count);
    const double bottom = height() - 2;
    const double room = height() - 6;
    const Timestamp at = m_context.playhead().at();
    const double head = at == kEndOfTime ? width() - 1 : xOf(at);
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
        const TimeColumns::Column &bin = m_bins[i];
        if (bin.count == 0)
            continue;
        const double x = static_cast<double>(i) * kBinPixels;
        const double high = std::max(2.0, room * std::sqrt(static_cast<double>(bin.count) / most));
        QColor colour = m_theme.edge();
        colour.setAlphaF(x > head ? 0.35F : 1.0F);
        painter.fillRect(QRectF{x, bottom - high, kBinPixels - 0.5, high}, colour);
        if (isNotOk(bin.worst))
            painter.fillRect(QRectF{x, bottom - high - 1, kBinPixels, kCap},
                             m_theme.hue(bin.worst));
    }
    if (m_context.snapshot().droppedEvents() > 0)
        painter.fillRect(QRectF{1, 1, kDroppedPixels, height() - 2.0},
                         QBrush{m_theme.secondaryText(), Qt::BDiagPattern});
    painter.setPen(QPen{m_theme.text(), 2});
    painter.drawLine(QPointF{head, 1}, QPointF{head, height() - 2.0});
    if (hasFocus()) {
        QPen pen{m_theme.text(), 1};
        pen.setDashPattern({3, 3});
        painter.setPen(pen);
        painter.drawRect(rect().adjusted(1, 1, -2, -2));
    }
}

bool TimeHistogram::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip || !isKnown(m_first))
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const std::size_t index = static_cast<std::size_t>(std::max(help->pos().x(), 0) / kBinPixels);
    const std::uint32_t count = index < m_bins.size() ? m_bins[index].count : 0;
    const std::uint32_t dropped = m_context.snapshot().droppedEvents();
    const QString text = dropped > 0 && help->pos().x() <= kDroppedPixels
        ? tr("%1 older events were dropped here; the table reads them back from the log")
              .arg(countText(dropped))
        : dateTimeText(timeAt(help->pos().x())) + QLatin1Char('\n')
            + tr("%1 events here").arg(countText(count));
    QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(text), this);
    return true;
}

void TimeHistogram::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && isKnown(m_first))
        m_context.playhead().seek(timeAt(event->position().x()));
}

void TimeHistogram::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton) && isKnown(m_first))
        m_context.playhead().seek(timeAt(event->position().x()));
}

void TimeHistogram::mouseDoubleClickEvent(QMouseEvent *)
{
    recount();
}

void TimeHistogram::step(bool forward)
{
    const EventOrder &order = m_context.order();
    if (order.size() == 0)
        return;
    const Timestamp at = std::min(m_context.playhead().at(), order.timeAt(order.size() - 1));
    const std::uint32_t behind = order.countUntil(at);
    if (forward) {
        if (behind < order.size())
            m_context.playhead().seek(order.timeAt(behind));
        return;
    }
    const std::uint32_t before = order.countUntil(at - Span{1});
    if (before > 0)
        m_context.playhead().seek(order.timeAt(before - 1));
}

void TimeHistogram::seekBy(Span span)
{
    const Timestamp at = std::min(m_context.playhead().at(), m_last);
    m_context.playhead().seek(at + span);
}

void TimeHistogram::faster(bool up)
{
    const auto &speeds = TimeStrip::kSpeeds;
    const auto here = std::lower_bound(speeds.begin(), speeds.end(), m_context.playhead().speed());
    const auto index
        = std::clamp<std::ptrdiff_t>((here - speeds.begin()) + (up ? 1 : -1), 0, speeds.size() - 1);
    m_context.playhead().setSpeed(speeds[static_cast<std::size_t>(index)]);
}

void TimeHistogram::keyPressEvent(QKeyEvent *event)
{
    using std::chrono::seconds;
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const Span percent = isKnown(m_first) ? (m_last - m_first) / 100 : Span{0};
    switch (event->key()) {
    case Qt::Key_Left:
        seekBy(shift ? -Span{seconds{10}} : -percent);
        return;
    case Qt::Key_Right:
        seekBy(shift ? Span{seconds{10}} : percent);
        return;
    case Qt::Key_Up:
        faster(true);
        return;
    case Qt::Key_Down:
        faster(false);
        return;
    case Qt::Key_Period:
        step(true);
        return;
    case Qt::Key_Comma:
        step(false);
        return;
    case Qt::Key_Home:
        m_context.playhead().seek(m_first);
        return;
    case Qt::Key_End:
        if (m_context.playhead().mode() == Mode::Replay)
            m_context.playhead().seek(m_last);
        else
            m_context.playhead().goLive();
        return;
    case Qt::Key_Space:
        m_context.playhead().togglePause();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace sightglass
