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
constexpr std::uint32_t kFew = 100'000;
constexpr int kRecountMilliseconds = 250;
constexpr double kDroppedPixels = 10; // where the events begin that are in memory

State stateOfEvent(const Snapshot &snapshot, EventId event)
{
    const Phase phase = snapshot.phaseOf(event);
    if (phase != Phase::Finished)
        return State::Succeeded;
    return stateOf(phase, snapshot.outcomeOf(event));
}

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
    m_recount.setSingleShot(true);
    m_recount.setInterval(kRecountMilliseconds);
    connect(&m_recount, &QTimer::timeout, this, &TimeHistogram::recount);
    connect(&context, &ViewContext::advanced, this, &TimeHistogram::recountSoon);
    connect(&context, &ViewContext::contentReplaced, this, [this] { recount(); });
}

void TimeHistogram::recountSoon()
{
    if (m_context.order().size() <= kFew)
        recount();
    else if (!m_recount.isActive())
        m_recount.start();
}

// The axis spans the middle of all times: a clock that is centuries off must not squeeze the rest
// (rules.md §2.6).
void TimeHistogram::recount()
{
    const EventOrder &order = m_context.order();
    const Snapshot &snapshot = m_context.snapshot();
    m_bins.assign(static_cast<std::size_t>(std::max(width() / kBinPixels, 1)), Bin{});
    m_counted = order.size();
    if (m_counted == 0) {
        m_first = m_last = kNoTime;
        QWidget::update();
        return;
    }
    const auto clamp
        = [&](std::uint32_t position) { return order.timeAt(std::min(position, m_counted - 1)); };
    const Timestamp low = clamp(m_counted / 20);
    const Timestamp high = clamp(m_counted - 1 - m_counted / 20);
    const Span margin = 10 * (high - low) + std::chrono::years{1};
    std::uint32_t begin = order.countUntil(low - margin);
    const std::uint32_t end = order.countUntil(high + margin);
    m_first = order.timeAt(begin);
    m_last = order.timeAt(end - 1);
    const double span = static_cast<double>((m_last - m_first).count()) + 1;
    for (; begin < end; ++begin) {
        const double share = static_cast<double>((order.timeAt(begin) - m_first).count()) / span;
        Bin &bin
            = m_bins[std::min(static_cast<std::size_t>(share * static_cast<double>(m_bins.size())),
                              m_bins.size() - 1)];
        ++bin.count;
        bin.worst = std::min(bin.worst, stateOfEvent(snapshot, order[begin]));
    }
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
    for (const Bin &bin : m_bins)
        most = std::max(most, bin.count);
    const double bottom = height() - 2;
    const double room = height() - 6;
    const Timestamp at = m_context.playhead().at();
    const double head = at == kEndOfTime ? width() - 1 : xOf(at);
    for (std::size_t i = 0; i < m_bins.size(); ++i) {
        const Bin &bin = m_bins[i];
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
