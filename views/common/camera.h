// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

#include <algorithm>

namespace sightglass {

/// From scene units to pixels and back.
struct Camera
{
    static constexpr double kLeast = 0.02; // of a zoom, unless the scene needs a smaller one
    static constexpr double kMost = 4;
    static constexpr double kMargin = 24;

    double zoom = 1;
    QPointF offset; // of the scene's origin, in pixels
    double least = kLeast;

    [[nodiscard]] QPointF toScreen(const QPointF &scene) const { return scene * zoom + offset; }
    [[nodiscard]] QPointF toScene(const QPointF &screen) const { return (screen - offset) / zoom; }
    [[nodiscard]] QRectF toScreen(const QRectF &scene) const
    {
        return {toScreen(scene.topLeft()), scene.size() * zoom};
    }

    /// The scene point under `screen` stays there.
    void zoomAt(const QPointF &screen, double factor)
    {
        const QPointF scene = toScene(screen);
        zoom = std::clamp(zoom * factor, least, kMost);
        offset = screen - scene * zoom;
    }
    /// From now on so small a zoom is possible that all of the scene is in view.
    void reach(const QRectF &scene, const QSizeF &view)
    {
        least = std::min(kLeast, fitting(scene, view));
    }
    void fit(const QRectF &scene, const QSizeF &view, double most)
    {
        zoom = std::clamp(fitting(scene, view), least, most);
        centre(scene.center(), view);
    }
    /// Moves until no room is empty beside the scene while some of it is out of view.
    void cover(const QRectF &scene, const QSizeF &view)
    {
        const QRectF shown = toScreen(scene).adjusted(-kMargin, -kMargin, kMargin, kMargin);
        const auto shift = [](double begin, double end, double room) {
            if (end - begin <= room)
                return room / 2 - (begin + end) / 2;
            return begin > 0 ? -begin : std::max(room - end, 0.0);
        };
        offset += QPointF{shift(shown.left(), shown.right(), view.width()),
                          shift(shown.top(), shown.bottom(), view.height())};
    }
    void centre(const QPointF &scene, const QSizeF &view)
    {
        offset = QPointF{view.width() / 2, view.height() / 2} - scene * zoom;
    }

private:
    [[nodiscard]] static double fitting(const QRectF &scene, const QSizeF &view)
    {
        const double wide = (view.width() - 2 * kMargin) / std::max(scene.width(), 1.0);
        const double high = (view.height() - 2 * kMargin) / std::max(scene.height(), 1.0);
        return std::max(std::min(wide, high), 1e-6);
    }
};

} // namespace sightglass
