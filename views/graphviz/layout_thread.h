// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/layout/geometry.h"

#include <QObject>
#include <QThread>

#include <cstdint>
#include <functional>
#include <memory>

namespace sightglass {

/// The thread that layouts for the window run on. A newer question replaces one that waits; an
/// answer to an older one is dropped. THREAD: GUI.
class LayoutThread final : public QObject
{
    Q_OBJECT
public:
    explicit LayoutThread(QObject *parent = nullptr);
    /// Waits for the layout that is under way.
    ~LayoutThread() override;

    using Answer = std::function<void(Geometry)>;
    /// Calls `answer` on the GUI thread, unless it is asked again before.
    void ask(Graph graph, Answer answer);
    [[nodiscard]] bool isBusy() const { return m_busy; }

private:
    void start();

    QThread m_thread;
    QObject *m_worker; // lives in m_thread, deleted as it finishes
    std::unique_ptr<Graph> m_waiting;
    Answer m_answer;
    std::uint64_t m_asked = 0;
    bool m_busy = false;
};

} // namespace sightglass
