// SPDX-License-Identifier: Apache-2.0
#include "views/common/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>
#include <QWidget>

#include <array>

namespace sightglass {
namespace {

struct Pair
{
    QRgb light;
    QRgb dark;
};

// ux.md §4.2: every one at least 4.5:1 on canvas and panel, ten CIEDE2000 apart from its neighbours
// in all kinds of vision.
constexpr std::array<Pair, 6> kHues{{
    {0xFF217A56, 0xFF63E6AE}, // success
    {0xFF9E0D1C, 0xFFFF5247}, // failure
    {0xFF6A2480, 0xFFC07CB0}, // error
    {0xFFA46100, 0xFFF7C81E}, // warning
    {0xFF1669EC, 0xFF66A6FF}, // running
    {0xFF656D7B, 0xFFC3CAD4}, // neutral
}};
constexpr Pair kCanvas{0xFFFFFFFF, 0xFF1B1E24};
constexpr Pair kPanel{0xFFF4F6F8, 0xFF23272F};
constexpr Pair kText{0xFF1A1D23, 0xFFE8EAED};
constexpr Pair kSecondary{0xFF5A6270, 0xFFA9B1BD};
constexpr Pair kEdge{0xFF7C8592, 0xFF7D8794};
constexpr Pair kGrid{0xFFD8DCE2, 0xFF343A44};
constexpr Pair kOnHue{0xFFFFFFFF, 0xFF14161A};
constexpr Pair kSelection{0xFF0B57D0, 0xFF8AB4F8};

QColor mixed(const QColor &over, const QColor &under, double share)
{
    const auto channel
        = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share) + 0.5); };
    return {channel(over.red(), under.red()), channel(over.green(), under.green()),
            channel(over.blue(), under.blue())};
}

} // namespace

Hue hueOf(State state)
{
    switch (state) {
    case State::Failed:
        return Hue::Failure;
    case State::Error:
        return Hue::Error;
    case State::Unstable:
        return Hue::Warning;
    case State::Waiting:
    case State::Running:
        return Hue::Running;
    case State::Succeeded:
        return Hue::Success;
    case State::Unknown:
    case State::Queued:
    case State::Canceled:
    case State::Skipped:
    case State::Expected:
        return Hue::Neutral;
    }
    return Hue::Neutral;
}

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    m_dark = systemIsDark();
}

bool Theme::systemIsDark()
{
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness()
        < palette.color(QPalette::WindowText).lightness();
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    m_dark = choice == ThemeChoice::Dark || (choice == ThemeChoice::System && systemIsDark());
    if (choice != ThemeChoice::System) {
        QPalette palette;
        palette.setColor(QPalette::Window, panel());
        palette.setColor(QPalette::WindowText, text());
        palette.setColor(QPalette::Base, canvas());
        palette.setColor(QPalette::AlternateBase, panel());
        palette.setColor(QPalette::Text, text());
        palette.setColor(QPalette::Button, panel());
        palette.setColor(QPalette::ButtonText, text());
        palette.setColor(QPalette::BrightText, hue(Hue::Failure));
        palette.setColor(QPalette::ToolTipBase, panel());
        palette.setColor(QPalette::ToolTipText, text());
        palette.setColor(QPalette::PlaceholderText, secondaryText());
        palette.setColor(QPalette::Highlight, selection());
        palette.setColor(QPalette::HighlightedText, onHue());
        palette.setColor(QPalette::Link, selection());
        palette.setColor(QPalette::Mid, grid());
        palette.setColor(QPalette::Midlight, grid());
        palette.setColor(QPalette::Dark, grid());
        palette.setColor(QPalette::Light, canvas());
        palette.setColor(QPalette::Shadow, edge());
        for (const QPalette::ColorRole role :
             {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
            palette.setColor(QPalette::Disabled, role, mixed(text(), panel(), 0.5));
        QApplication::setPalette(palette);
    }
    Q_EMIT changed();
}

QColor Theme::hue(Hue hue) const
{
    const Pair &pair = kHues[static_cast<std::size_t>(hue)];
    return QColor::fromRgb(m_dark ? pair.dark : pair.light);
}

QColor Theme::tint(State state) const
{
    return mixed(hue(state), canvas(), m_dark ? 0.20 : 0.12);
}

QColor Theme::onHue() const
{
    return QColor::fromRgb(m_dark ? kOnHue.dark : kOnHue.light);
}
QColor Theme::canvas() const
{
    return QColor::fromRgb(m_dark ? kCanvas.dark : kCanvas.light);
}
QColor Theme::panel() const
{
    return QColor::fromRgb(m_dark ? kPanel.dark : kPanel.light);
}
QColor Theme::text() const
{
    return QColor::fromRgb(m_dark ? kText.dark : kText.light);
}
QColor Theme::secondaryText() const
{
    return QColor::fromRgb(m_dark ? kSecondary.dark : kSecondary.light);
}
QColor Theme::edge() const
{
    return QColor::fromRgb(m_dark ? kEdge.dark : kEdge.light);
}
QColor Theme::grid() const
{
    return QColor::fromRgb(m_dark ? kGrid.dark : kGrid.light);
}
QColor Theme::selection() const
{
    return QColor::fromRgb(m_dark ? kSelection.dark : kSelection.light);
}

QFont Theme::uiFont(qreal pixels) const
{
    QFont font = QApplication::font();
    font.setPixelSize(static_cast<int>(pixels + 0.5));
    return font;
}

QFont Theme::fixedFont(qreal pixels) const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(static_cast<int>(pixels + 0.5));
    return font;
}

} // namespace sightglass
