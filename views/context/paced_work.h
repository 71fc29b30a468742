// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>

namespace sightglass {

struct Snapshot;

/// When to begin, again and again, what takes long and follows a growing model: one run at a time.
/// While very much arrives, such as from a file that is being read, runs take at most a ninth of
/// the time; what is right soon after is not made many times before. THREAD: GUI.
class PacedWork final : public QObject
{
public:
    /// `begin` starts a run, whose end is told by done().
    PacedWork(std::chrono::milliseconds interval, std::function<void()> begin,
              QObject *parent = nullptr);
    ~PacedWork() override { *m_stop = true; }

    /// The model grew: a run is due, the first one at once.
    void follow(const Snapshot &snapshot);
    /// It is due whatever arrives meanwhile: somebody waits for it.
    void want();
    /// The run that was begun is over.
    void done();
    /// The next run is a first one: other content.
    void restart() { m_isFirst = true; }
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// For a run on another thread: true once this is gone, and nobody waits for it any more.
    [[nodiscard]] std::shared_ptr<const std::atomic<bool>> stop() const { return m_stop; }

private:
    void beginSoon();
    void look();
    [[nodiscard]] bool isFlooded();

    const std::chrono::milliseconds m_interval;
    const std::function<void()> m_begin;
    const std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
    QTimer m_timer;
    QElapsedTimer m_since; // the last run began, or ended
    std::chrono::milliseconds m_took{0};
    std::uint32_t m_events = 0; // so many have arrived
    std::uint32_t m_kept = 0; // of them, so many are here
    std::uint32_t m_lookedAt = 0; // had arrived when it was last looked whether to begin
    bool m_due = false;
    bool m_isWaitedFor = false;
    bool m_running = false;
    bool m_isFirst = true;
};

} // namespace sightglass
