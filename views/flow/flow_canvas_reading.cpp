// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <utility>

namespace sightglass {
namespace {

constexpr std::size_t kMostAtOnce = 2'000; // nodes that are read on the GUI thread
constexpr int kRest = 3; // times as long as reading took, before it is read again
constexpr Span kClockStep = std::chrono::milliseconds{500}; // numbers change twice a second

} // namespace

bool FlowCanvas::isLarge() const
{
    return m_picture->flow.nodes.size() >= kMostAtOnce;
}

FlowQuestion FlowCanvas::question() const
{
    const Playhead &playhead = context().playhead();
    return {context().snapshot(), playhead.at(), playhead.now(), m_showsPath,
            context().progressReader()};
}

// The states at the playhead; while only the clock runs on, twice a second. Of a large flow they
// come from the pool, and the ones before are shown until then.
void FlowCanvas::refresh(bool force)
{
    if (!m_picture)
        return;
    const Timestamp at = context().playhead().at();
    const Timestamp now = context().playhead().now();
    const std::uint64_t epoch = context().snapshot().epoch;
    if (!force && at == m_moment.at && epoch == m_epoch && now >= m_moment.now
        && now - m_moment.now < kClockStep && now != at)
        return;
    const FrameProbe::Timing timing{context().probe(), FrameProbe::Stage::Geometry};
    isLarge() ? ask() : take(readFlow(*m_picture, question()));
}

// Of a picture that has just come: that of a large one is told as it was when it was made.
void FlowCanvas::tell(std::optional<FlowReading> reading)
{
    {
        const FrameProbe::Timing timing{context().probe(), FrameProbe::Stage::Geometry};
        take(reading && isLarge() ? std::move(*reading) : readFlow(*m_picture, question()));
    }
    if (m_moment.at != context().playhead().at())
        refresh(true);
}

void FlowCanvas::ask()
{
    m_askAgain = m_asking;
    if (std::exchange(m_asking, true))
        return;
    QThreadPool::globalInstance()->start([self = QPointer<FlowCanvas>(this), picture = m_picture,
                                          asked = question()] {
        QMetaObject::invokeMethod(qApp,
                                  [self, picture, reading = readFlow(*picture, asked)]() mutable {
                                      if (!self)
                                          return;
                                      self->m_asking = false;
                                      if (self->m_picture == picture)
                                          self->take(std::move(reading));
                                      if (std::exchange(self->m_askAgain, false))
                                          self->refresh(true);
                                  });
    });
}

void FlowCanvas::take(FlowReading reading)
{
    m_moment = std::move(reading.moment);
    m_outlook = std::move(reading.outlook);
    m_epoch = reading.epoch;
    if (!m_showsExpected)
        m_moment.hideExpected();
    m_screen.sceneChanged();
    updateBadges();
    follow();
    update();
    Q_EMIT changed();
}

} // namespace sightglass
