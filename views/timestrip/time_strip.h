// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/common/transport.h"
#include "views/context/view_context.h"
#include "views/timestrip/time_columns.h"

#include <array>
#include <utility>
#include <vector>

class QLabel;
class QToolButton;

namespace sightglass {

/// The histogram of all events in time with the worst status on top of each column, and the
/// playhead in it. Drag scrubs.
class TimeHistogram final : public QWidget
{
    Q_OBJECT
public:
    TimeHistogram(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    void step(bool forward);
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, 40}; }

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void recount();
    [[nodiscard]] Timestamp timeAt(double x) const;
    [[nodiscard]] double xOf(Timestamp time) const;
    void seekBy(Span span);
    void faster(bool up);

    ViewContext &m_context;
    Theme &m_theme;
    TimeColumns m_counts;
    std::vector<TimeColumns::Column> m_bins; // one for each two pixels
    Timestamp m_first = kNoTime; // of the axis: outliers are left out
    Timestamp m_last = kNoTime;
};

/// Transport and time for the whole window (ux.md §2.6.10): always there, live and in replay.
class TimeStrip final : public QWidget
{
    Q_OBJECT
public:
    TimeStrip(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    /// 0.1 to 600, and infinity for "as fast as possible".
    static constexpr std::array<double, 7> kSpeeds{0.1, 0.5, 1, 2, 10, 60, 600};
    [[nodiscard]] static QString speedText(double speed);

private:
    QToolButton *button(const QString &name, const QString &text);
    void update();

    ViewContext &m_context;
    Theme &m_theme;
    TimeHistogram *m_histogram;
    std::vector<std::pair<QToolButton *, Transport>>
        m_signs; // in order; the third plays and pauses
    QToolButton *m_play = nullptr;
    QToolButton *m_speed = nullptr;
    QLabel *m_clock;
};

} // namespace sightglass
