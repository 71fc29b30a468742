// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractScrollArea> // first: moc stumbles over standard headers that stand before it

#include "views/common/theme.h"
#include "views/context/view_context.h"
#include "views/items/event_table_model.h"

class QHeaderView;

namespace sightglass {

/// The rows of an EventTableModel, painted one by one: no memory and no work for a row that is not
/// in view (rules.md §3). Above them, the events that were dropped from memory: what is in view of
/// them is read back from the log. Follows the end while its last row is in view and the window is
/// live; else stays where it is and counts what is new.
class EventsTable final : public QAbstractScrollArea
{
    Q_OBJECT
public:
    EventsTable(ViewContext &context, Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    [[nodiscard]] int newRows() const { return m_newRows; }
    [[nodiscard]] EventTableModel &model() { return m_model; }
    /// Those of the model, and the older ones above them.
    [[nodiscard]] int rowCount() const { return m_model.olderRows() + m_model.rowCount(); }
    [[nodiscard]] EventId eventAt(int row) const;
    [[nodiscard]] int firstRow() const;
    [[nodiscard]] int rowHeight() const { return m_rowHeight; }
    [[nodiscard]] QRect rowRect(int row) const;
    void setReceiverAddress(const QString &address);

public Q_SLOTS:
    /// To the last row, and stays there while live.
    void followEnd();

Q_SIGNALS:
    void followChanged();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void inserted(int first, int last);
    void removed(int first, int last);
    void settleOlder();
    void updateBars();
    void select(int row);
    void moveSelection(int key);
    void step(bool forward);
    void ensureVisible(int row);
    void paintRow(QPainter &painter, int row, const QRect &box);
    void paintCells(QPainter &painter, int row, const QRect &box, const Snapshot &snapshot);
    void paintUnread(QPainter &painter, int row, const QRect &box);
    [[nodiscard]] int rowsInView() const;
    [[nodiscard]] int selectedRow() const;
    void copyRow();

    ViewContext &m_context;
    Theme &m_theme;
    EventTableModel m_model;
    QHeaderView *m_header;
    QString m_address;
    int m_rowHeight = 22;
    int m_older = 0; // rows above those of the model, as the bars know them
    int m_anchor = -1; // the first row in view, while older rows leave the model
    int m_newRows = 0;
    bool m_following = true;
    bool m_settingBar = false;
};

} // namespace sightglass
