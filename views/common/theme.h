// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject> // first: moc stumbles over standard headers that stand before it

#include "model/base/words.h"

#include <QColor>
#include <QFont>

namespace sightglass {

/// The six hues for eleven states (ux.md §4.2).
enum class Hue : std::uint8_t { Success, Failure, Error, Warning, Running, Neutral };
[[nodiscard]] Hue hueOf(State state);

enum class ThemeChoice : std::uint8_t { System, Light, Dark };

/// Every colour and font that a view paints with. One object for the whole program; views repaint
/// on changed().
class Theme final : public QObject
{
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    /// Sets the application's palette too.
    void choose(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    /// Of the system: compares the lightness of window and text (Qt 6.4 has no colorScheme()).
    [[nodiscard]] static bool systemIsDark();

    [[nodiscard]] QColor hue(Hue hue) const;
    [[nodiscard]] QColor hue(State state) const { return hue(hueOf(state)); }
    /// 12 % (light) or 20 % (dark) of the hue over the canvas.
    [[nodiscard]] QColor tint(State state) const;
    [[nodiscard]] QColor onHue() const; // glyphs inside a filled shape
    [[nodiscard]] QColor canvas() const;
    [[nodiscard]] QColor panel() const;
    [[nodiscard]] QColor text() const;
    [[nodiscard]] QColor secondaryText() const;
    [[nodiscard]] QColor edge() const;
    [[nodiscard]] QColor grid() const;
    [[nodiscard]] QColor selection() const;

    [[nodiscard]] QFont uiFont(qreal pixels = 13) const;
    [[nodiscard]] QFont fixedFont(qreal pixels = 12) const;

Q_SIGNALS:
    void changed();

private:
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_dark = false;
};

} // namespace sightglass
