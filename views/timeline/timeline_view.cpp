// SPDX-License-Identifier: Apache-2.0
#include "views/timeline/timeline_view.h"

#include "model/graph/state.h"
#include "views/common/canvas_marks.h"
#include "views/items/progress_text.h"
#include "views/items/shown_text.h"

#include <QCoreApplication>
#include <QPainter>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QThreadPool>

#include <algorithm>

namespace sightglass {
namespace {

constexpr std::chrono::milliseconds kRefreshInterval{250};
constexpr double kFollowRoom = 0.05;
/// What a live window shows at first, if less has happened.
constexpr double kFirstSeconds = 120;
constexpr double kMostSeconds = 1800;

} // namespace

TimelineView::TimelineView(ViewContext &context, Theme &theme, QWidget *parent)
    : QAbstractScrollArea(parent)
    , m_context(context)
    , m_theme(theme)
    , m_laning(kRefreshInterval, [this] { refresh(); })
    , m_pill(new QPushButton(this))
{
    setObjectName(QStringLiteral("viewTimeline"));
    setAccessibleName(tr("Timeline"));
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pill->setObjectName(QStringLiteral("timelinePill"));
    m_pill->hide();
    connect(m_pill, &QPushButton::clicked, this, &TimelineView::followNow);
    connect(&theme, &Theme::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context, &ViewContext::advanced, this, [this](const Frame &frame) {
        if (!m_following) {
            m_missed += frame.snapshot.events.size() - frame.events.firstNewRow;
            updateBars();
        }
        if (isVisible())
            m_laning.follow(frame.snapshot);
    });
    connect(&context, &ViewContext::moved, this, [this] {
        advanceAxis();
        viewport()->update();
    });
    connect(&context.playhead(), &Playhead::modeChanged, this, [this] {
        const bool replays = m_context.playhead().mode() == Mode::Replay;
        if (replays && !m_replays)
            fitAll();
        m_replays = replays;
    });
    connect(&context.selection(), &Selection::changed, viewport(), qOverload<>(&QWidget::update));
    connect(&context, &ViewContext::contentReplaced, this, [this] {
        m_lanes.clear();
        m_isLaid = false;
        m_laning.restart();
        m_painted.clear();
        m_fitted = false;
        m_following = true;
        m_missed = 0;
        ++m_generation;
        updateBars();
        viewport()->update();
    });
}

double TimelineView::axisWidth() const
{
    return std::max(viewport()->width() - kLabelWidth, 50);
}

void TimelineView::showEvent(QShowEvent *)
{
    m_laning.want(); // what came while nobody looked
}

// Lanes are made on the pool; what is painted of them is asked of the newest snapshot.
void TimelineView::refresh()
{
    QThreadPool::globalInstance()->start([self = QPointer<TimelineView>(this),
                                          snapshot = m_context.snapshot(), order = m_order,
                                          generation = m_generation] {
        std::vector<Lane> lanes = lanesOf(snapshot, order);
        const TimeRange range = usualRange(snapshot);
        QMetaObject::invokeMethod(
            qApp, [self, lanes = std::move(lanes), range, generation]() mutable {
                if (!self)
                    return;
                self->m_laning.done();
                if (generation == self->m_generation) {
                    std::swap(self->m_lanes, lanes);
                    // Many lanes are many pieces to free: not on this thread.
                    QThreadPool::globalInstance()->start([old = std::move(lanes)] {});
                    self->m_isLaid = true;
                    const bool live = self->m_context.playhead().mode() == Mode::Live;
                    if (!self->m_fitted && isKnown(range.first) && !live)
                        self->fitAll();
                    self->advanceAxis();
                    self->updateBars();
                    self->viewport()->update();
                }
            });
    });
}

// While live and following, the right edge is now and a little more.
void TimelineView::advanceAxis()
{
    const Playhead &playhead = m_context.playhead();
    if (!m_following || playhead.mode() != Mode::Live || !isKnown(playhead.last()))
        return;
    if (!m_fitted) {
        // What one source with a wrong clock says must not set the scale.
        const Timestamp first = usualRange(m_context.snapshot()).first;
        const double known = static_cast<double>((playhead.now() - first).count()) / 1e6;
        const double seconds = std::clamp(isKnown(first) ? known : 0, kFirstSeconds, kMostSeconds);
        m_axis.microsPerPixel = seconds * 1e6 / axisWidth();
        m_fitted = true;
    }
    m_axis.begin = playhead.now()
        - Span{static_cast<std::int64_t>(m_axis.microsPerPixel * axisWidth() * (1 - kFollowRoom))};
}

void TimelineView::fitAll()
{
    const TimeRange range = usualRange(m_context.snapshot());
    if (!isKnown(range.first))
        return;
    m_axis = axisFor(range, axisWidth());
    m_fitted = true;
    viewport()->update();
}

void TimelineView::followNow()
{
    m_following = true;
    m_missed = 0;
    advanceAxis();
    updateBars();
    viewport()->update();
}

void TimelineView::stopFollowing()
{
    m_fitted = true;
    if (m_context.playhead().mode() == Mode::Live)
        m_following = false;
}

void TimelineView::pan(double pixels)
{
    stopFollowing();
    m_axis.begin -= Span{static_cast<std::int64_t>(pixels * m_axis.microsPerPixel)};
    updateBars();
    viewport()->update();
}

// The time under the pointer stays; while following, the right edge does.
void TimelineView::zoom(double pixel, double factor)
{
    m_axis.zoomAt(m_following && m_context.playhead().mode() == Mode::Live
                      ? axisWidth() * (1 - kFollowRoom)
                      : pixel,
                  factor);
    m_fitted = true;
    viewport()->update();
}

void TimelineView::updateBars()
{
    const double height = heightOf(m_lanes);
    verticalScrollBar()->setRange(
        0, std::max(0, static_cast<int>(height) - viewport()->height() + kRulerHeight));
    verticalScrollBar()->setPageStep(viewport()->height());
    verticalScrollBar()->setSingleStep(kRowHeight);
    m_pill->setVisible(!m_following && m_missed > 0);
    m_pill->setText(tr("%1 new — End to follow").arg(countText(m_missed)));
    m_pill->adjustSize();
    m_pill->move((width() - m_pill->width()) / 2,
                 height > 0 ? this->height() - m_pill->height() - 16 : 0);
}

void TimelineView::scrollContentsBy(int, int)
{
    viewport()->update();
}

void TimelineView::resizeEvent(QResizeEvent *)
{
    if (!m_fitted)
        fitAll();
    advanceAxis();
    updateBars();
}

void TimelineView::paintEvent(QPaintEvent *)
{
    const FrameProbe::Timing timing{m_context.probe(), FrameProbe::Stage::Paint};
    QPainter painter{viewport()};
    painter.fillRect(viewport()->rect(), m_theme.canvas());
    if (m_context.isDemo())
        paintDemoMark(painter, viewport()->rect(), m_theme);
    if (!m_isLaid && m_context.snapshot().keptEvents() > 0)
        return;
    if (m_lanes.empty()) {
        paintEmptyState(
            painter, viewport()->rect(), m_theme, tr("Waiting for the first activity."),
            tr("Bars appear when something is queued or starts. Open a recording with Ctrl+O."));
        return;
    }
    TimelineLook look;
    look.axis = m_axis;
    look.top = verticalScrollBar()->value();
    look.at = m_context.playhead().at();
    look.now = m_context.playhead().now();
    look.selected = m_context.selection().current().entity;
    look.hasFocus = hasFocus();
    TimelinePainter timeline{m_context.snapshot(), m_lanes, m_theme};
    timeline.paint(painter, viewport()->rect(), look);
    m_painted = timeline.bars();
}

EntityId TimelineView::barAt(const QPointF &position) const
{
    const auto bar
        = std::find_if(m_painted.rbegin(), m_painted.rend(),
                       [&](const PaintedBar &painted) { return painted.box.contains(position); });
    return bar == m_painted.rend() || position.x() < kLabelWidth ? EntityId{} : bar->entity;
}

QString TimelineView::describe(EntityId entity) const
{
    const Snapshot &snapshot = m_context.snapshot();
    const EntityState state = stateAt(snapshot, entity, m_context.playhead().at());
    QStringList parts{shownText(displayName(snapshot, entity, state), 100),
                      stateWord(state.state).toLower()};
    if (isKnown(state.startedAt))
        parts.append(tr("started %1").arg(clockText(state.startedAt)));
    if (isKnown(state.queuedAt) && isKnown(state.startedAt) && state.startedAt > state.queuedAt)
        parts.append(tr("queued %1").arg(durationText(state.startedAt - state.queuedAt)));
    if (isKnown(state.startedAt)) {
        const Timestamp end
            = isKnown(state.finishedAt) ? state.finishedAt : m_context.playhead().now();
        parts.append(tr("ran %1").arg(durationText(end - state.startedAt)));
    }
    const Progress progress = m_context.progressOf(entity);
    for (const QString &text : {progressText(progress), riskText(progress, isOver(state.phase))}) {
        if (!text.isEmpty())
            parts.append(text);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace sightglass
