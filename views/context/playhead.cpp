// SPDX-License-Identifier: Apache-2.0
#include "views/context/playhead.h"

#include <algorithm>
#include <cmath>

namespace sightglass {
namespace {

constexpr int kTickMilliseconds = 33;
/// Running bars and relative times move once a second while nothing arrives.
constexpr int kClockMilliseconds = 1000;

} // namespace

Playhead::Playhead(QObject *parent)
    : QObject(parent)
{
    connect(&m_timer, &QTimer::timeout, this, &Playhead::tick);
    m_timer.start(kClockMilliseconds);
    m_sinceTick.start();
}

Timestamp Playhead::wallClock() const
{
    return m_frozenClock.value_or(
        std::chrono::time_point_cast<Span>(std::chrono::system_clock::now()));
}

Timestamp Playhead::now() const
{
    if (m_mode != Mode::Live)
        return m_at;
    if (!m_liveContent)
        return m_last;
    return isKnown(m_last) ? std::max(m_last, wallClock()) : wallClock();
}

void Playhead::setExtent(Timestamp first, Timestamp last, bool isLiveContent)
{
    m_first = first;
    m_last = last;
    m_liveContent = isLiveContent;
}

void Playhead::freezeClock(std::optional<Timestamp> instant)
{
    m_frozenClock = instant;
    Q_EMIT moved();
}

void Playhead::goLive()
{
    if (m_mode == Mode::Live)
        return;
    m_mode = Mode::Live;
    m_playing = false;
    m_at = kEndOfTime;
    m_timer.start(kClockMilliseconds);
    Q_EMIT modeChanged();
    Q_EMIT moved();
}

void Playhead::pause()
{
    if (m_mode == Mode::Live) {
        m_at = now();
        m_mode = Mode::Paused;
    }
    m_playing = false;
    m_timer.start(kClockMilliseconds);
    Q_EMIT modeChanged();
    Q_EMIT moved();
}

void Playhead::resume()
{
    if (m_mode == Mode::Paused) {
        goLive();
        return;
    }
    if (m_mode == Mode::Live)
        return;
    if (m_at >= m_last)
        m_at = m_first;
    m_playing = true;
    m_sinceTick.restart();
    m_timer.start(kTickMilliseconds);
    Q_EMIT modeChanged();
    Q_EMIT moved();
}

void Playhead::replayFrom(Timestamp at)
{
    m_mode = Mode::Replay;
    m_playing = false;
    m_at = at;
    m_timer.start(kClockMilliseconds);
    Q_EMIT modeChanged();
    Q_EMIT moved();
}

void Playhead::seek(Timestamp at)
{
    if (isKnown(m_first) && isKnown(m_last))
        at = std::clamp(at, m_first, std::max(m_last, m_first));
    const bool wasLive = m_mode == Mode::Live;
    if (wasLive)
        m_mode = Mode::Paused;
    m_at = at;
    if (wasLive)
        Q_EMIT modeChanged();
    Q_EMIT moved();
}

void Playhead::setSpeed(double speed)
{
    m_speed = speed;
    Q_EMIT modeChanged();
}

void Playhead::tick()
{
    if (!isPlaying()) {
        if (m_mode == Mode::Live && m_liveContent && !m_frozenClock)
            Q_EMIT moved();
        return;
    }
    const double elapsed = static_cast<double>(m_sinceTick.restart()) * 1000 * m_speed;
    const Span left = m_last - m_at;
    if (!std::isfinite(elapsed) || elapsed >= static_cast<double>(left.count())) {
        m_at = m_last;
        pause();
        return;
    }
    m_at += Span{static_cast<std::int64_t>(elapsed)};
    Q_EMIT moved();
}

} // namespace sightglass
