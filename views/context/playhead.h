// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/base/timestamp.h"

#include <QElapsedTimer>
#include <QTimer>

#include <optional>

namespace sightglass {

enum class Mode : std::uint8_t { Live, Paused, Replay };

/// The one instant that every view shows, and what moves it (ux.md §2.3). THREAD: GUI.
class Playhead final : public QObject
{
    Q_OBJECT
public:
    explicit Playhead(QObject *parent = nullptr);

    [[nodiscard]] Mode mode() const { return m_mode; }
    /// The instant whose state is shown; kEndOfTime when live: all that is known.
    [[nodiscard]] Timestamp at() const { return m_mode == Mode::Live ? kEndOfTime : m_at; }
    /// Up to when running things have run: at(), or when live the wall clock (frozen by
    /// --freeze-clock) for live content and the newest event's time for a finished file.
    [[nodiscard]] Timestamp now() const;
    [[nodiscard]] bool isPlaying() const { return m_mode == Mode::Replay && m_playing; }
    [[nodiscard]] double speed() const { return m_speed; }

    /// Of everything that is loaded. The playhead is kept inside while not live.
    void setExtent(Timestamp first, Timestamp last, bool isLiveContent);
    [[nodiscard]] Timestamp first() const { return m_first; }
    [[nodiscard]] Timestamp last() const { return m_last; }
    void freezeClock(std::optional<Timestamp> instant);
    [[nodiscard]] bool isClockFrozen() const { return m_frozenClock.has_value(); }
    [[nodiscard]] Timestamp wallClock() const;

public Q_SLOTS:
    void goLive();
    /// Live: freezes the views here. Replay: stops the virtual clock.
    void pause();
    /// Paused: back to live. Replay: runs the virtual clock (from the start when it stands at the
    /// end).
    void resume();
    void togglePause() { m_mode == Mode::Live || isPlaying() ? pause() : resume(); }
    /// Replay at `at`, not playing.
    void replayFrom(sightglass::Timestamp at);
    /// Moves there; Live becomes Paused, the others stay what they are.
    void seek(sightglass::Timestamp at);
    /// 0.1 to 600; infinity is "as fast as possible".
    void setSpeed(double speed);

Q_SIGNALS:
    /// at() or now() changed.
    void moved();
    void modeChanged();

private:
    void tick();

    Mode m_mode = Mode::Live;
    bool m_playing = false;
    bool m_liveContent = true;
    double m_speed = 1;
    Timestamp m_at = kEndOfTime;
    Timestamp m_first = kNoTime;
    Timestamp m_last = kNoTime;
    std::optional<Timestamp> m_frozenClock;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
};

} // namespace sightglass

Q_DECLARE_METATYPE(sightglass::Timestamp)
