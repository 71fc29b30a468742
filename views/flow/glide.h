// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "views/common/camera.h"
#include "views/layout/geometry.h"

#include <QElapsedTimer>
#include <QTimer>

#include <vector>

namespace sightglass {

/// Moves nodes and camera to their new places within 200 ms, so that the eye keeps them. Asked by
/// index; a node that was not there before stands where it belongs. THREAD: GUI.
class Glide final : public QObject
{
    Q_OBJECT
public:
    explicit Glide(QObject *parent = nullptr);

    struct Path
    {
        Point from;
        Point to;
    };
    void begin(std::vector<Path> nodes, const QPointF &offsetFrom, const QPointF &offsetTo);
    void stop() { m_timer.stop(); }
    [[nodiscard]] bool isMoving() const { return m_timer.isActive(); }
    /// 0 to 1: how far the way is gone, slower towards its end.
    [[nodiscard]] double progress() const;
    [[nodiscard]] const std::vector<Path> &nodes() const { return m_nodes; }
    [[nodiscard]] QPointF offset() const { return at(m_offsetFrom, m_offsetTo); }
    [[nodiscard]] Point at(const Path &path) const
    {
        const QPointF point = at(QPointF{path.from.x, path.from.y}, QPointF{path.to.x, path.to.y});
        return {point.x(), point.y()};
    }

Q_SIGNALS:
    void moved(); // the last time at its end

private:
    [[nodiscard]] QPointF at(const QPointF &from, const QPointF &to) const
    {
        return from + (to - from) * progress();
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    std::vector<Path> m_nodes;
    QPointF m_offsetFrom;
    QPointF m_offsetTo;
};

} // namespace sightglass
