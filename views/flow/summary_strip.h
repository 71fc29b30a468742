// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"

class QHBoxLayout;

namespace sightglass {

class FlowCanvas;

/// "◆ 2 failed: build-arm64, itest-3 · ● 5 · ▶ 3 · 4 expected" over a flow, its critical path and
/// what is odd about it. Names and counts are buttons that select the node: the way in for those
/// who do not see the picture.
class SummaryStrip final : public QWidget
{
    Q_OBJECT
public:
    SummaryStrip(FlowCanvas &canvas, Theme &theme, QWidget *parent = nullptr);

private:
    struct Part
    {
        QString text;
        QString name; // accessible; empty: the text
        int state = -1; // its glyph
        int item = -1; // to select; -1: words only
        QString objectName;
    };

    void update();
    [[nodiscard]] std::vector<Part> parts() const;
    void addHeader(std::vector<Part> &parts) const; // the critical path, and a cycle
    void addStates(std::vector<Part> &parts) const;
    void addOutlook(std::vector<Part> &parts) const; // when it may be over, and what is late
    void addComparison(std::vector<Part> &parts) const;
    void addOddities(std::vector<Part> &parts) const;
    void addWidget(const Part &part);

    FlowCanvas &m_canvas;
    Theme &m_theme;
    QHBoxLayout *m_row;
    QString m_shown;
};

} // namespace sightglass
