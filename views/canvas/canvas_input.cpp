// SPDX-License-Identifier: Apache-2.0
#include "views/canvas/graph_canvas.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QTextDocument>
#include <QToolTip>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {

bool GraphCanvas::event(QEvent *event)
{
    if (event->type() == QEvent::Paint)
        m_fitted = window()->size();
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const QString words = wordsAt(help->pos());
    if (words.isEmpty())
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(words), this);
    return true;
}

void GraphCanvas::mousePressEvent(QMouseEvent *event)
{
    if (CameraInput::pansAnywhere(*event)) {
        m_input.beginDrag(event->position());
        setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event->button() != Qt::LeftButton)
        return;
    if (const auto item = itemAt(event->position()))
        selectItem(*item);
    else
        m_band = QRectF{event->position(), event->position()};
}

void GraphCanvas::mouseMoveEvent(QMouseEvent *event)
{
    if (m_band) {
        m_band->setBottomRight(event->position());
        update();
    } else if (m_input.drag(event->position())) {
        wasMoved();
    } else {
        hover(event->position());
    }
}

// Too small a band is a click beside everything: what was taken is let go.
void GraphCanvas::mouseReleaseEvent(QMouseEvent *event)
{
    m_input.endDrag();
    unsetCursor();
    if (!m_band)
        return;
    const QRectF band = m_band->normalized();
    m_band.reset();
    const bool adds = event->modifiers().testFlag(Qt::ControlModifier);
    if (std::max(band.width(), band.height()) >= QApplication::startDragDistance())
        mark(band, adds);
    else if (!adds)
        m_marked.clear();
    update();
    Q_EMIT changed();
}

void GraphCanvas::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const auto item = itemAt(event->position()))
        openItem(*item);
    else
        fitAll();
}

void GraphCanvas::wheelEvent(QWheelEvent *event)
{
    if (m_input.wheel(*event))
        wasMoved();
    event->accept();
}

void GraphCanvas::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::SelectAll)) {
        markAll();
        return;
    }
    if (event->key() == Qt::Key_I && event->modifiers() == Qt::ControlModifier) {
        showDetails();
        return;
    }
    if (itemCount() == 0 || (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier)) != 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    if (m_input.key(*event, size()))
        wasMoved();
    else if (!command(event->key(), event->modifiers().testFlag(Qt::ShiftModifier)))
        QWidget::keyPressEvent(event);
}

bool GraphCanvas::command(int key, bool shift)
{
    const auto selected = selectedItem();
    const std::vector<std::uint32_t> marked = markedItems();
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        walk(key, shift);
        return true;
    case Qt::Key_F:
        shift ? fitAll() : fitSelection();
        return true;
    case Qt::Key_N:
        step(!shift);
        return true;
    case Qt::Key_I:
        setIsolated(!isIsolated());
        return true;
    case Qt::Key_L:
        nextLinks();
        return true;
    case Qt::Key_O:
        Q_EMIT outlineWanted();
        return true;
    case Qt::Key_V:
        openMenu(mapToGlobal(selected ? itemPlace(*selected).center() : rect().center()));
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (marked.size() > 1)
            openMarked(marked);
        else if (selected)
            openItem(*selected);
        return true;
    case Qt::Key_Space:
        m_context.playhead().togglePause();
        return true;
    case Qt::Key_Escape:
        escape();
        return true;
    default:
        return act(key, shift);
    }
}

// Right and left along a link, up and down among what stands above and below.
void GraphCanvas::walk(int key, bool marks)
{
    const std::vector<std::uint32_t> shown = items();
    if (shown.empty())
        return;
    const auto here = selectedItem();
    std::optional<std::uint32_t> best;
    double least = std::numeric_limits<double>::max();
    const bool along = key == Qt::Key_Left || key == Qt::Key_Right;
    const auto offer = [&](std::uint32_t item) {
        const QPointF away = sceneRect(item).center() - sceneRect(*here).center();
        const double distance = std::abs(away.y()) + std::abs(away.x()) * (along ? 0.1 : 3);
        if (item != *here && distance < least) {
            least = distance;
            best = item;
        }
    };
    if (!here) {
        best = shown.front();
    } else if (along) {
        for (const std::uint32_t item : neighbours(*here, key == Qt::Key_Right)) {
            if (isShown(item))
                offer(item);
        }
    } else {
        for (const std::uint32_t item : shown) {
            const double dy = sceneRect(item).center().y() - sceneRect(*here).center().y();
            if (dy != 0 && (key == Qt::Key_Down) == (dy > 0) && isBeside(*here, item))
                offer(item);
        }
    }
    if (!best)
        return;
    if (marks) {
        if (here)
            m_marked.insert(keyOf(*here));
        m_marked.insert(keyOf(*best));
    }
    selectItem(*best);
    revealSelection();
    announce();
    if (marks)
        tellMarked();
}

void GraphCanvas::step(bool forward)
{
    std::vector<std::uint32_t> bad = items();
    std::erase_if(bad, [this](std::uint32_t item) { return !isProblem(item); });
    if (bad.empty()) {
        m_context.selectNextNotOk(forward); // elsewhere
        return;
    }
    const auto here = selectedItem();
    const auto place = std::find(bad.begin(), bad.end(), here ? *here : itemCount());
    std::size_t next = forward ? 0 : bad.size() - 1;
    if (place != bad.end())
        next = (static_cast<std::size_t>(place - bad.begin()) + (forward ? 1 : bad.size() - 1))
            % bad.size();
    selectItem(bad[next]);
    revealSelection();
    announce();
}

void GraphCanvas::focusInEvent(QFocusEvent *event)
{
    m_announcedKey = 0;
    announce();
    QWidget::focusInEvent(event);
}

void GraphCanvas::announce()
{
    constexpr qint64 kApart = 2000;
    const auto item = selectedItem();
    if (!QAccessible::isActive() || !hasFocus() || !item || !isShown(*item))
        return;
    const std::uint64_t key = keyOf(*item);
    const bool isOther = key != m_announcedKey;
    if (!isOther && (itemState(*item) == m_announcedState || m_announced.elapsed() < kApart))
        return;
    m_announcedKey = key;
    m_announcedState = itemState(*item);
    m_announced.start();
    const std::vector<std::uint32_t> shown = items();
    const auto place = std::find(shown.begin(), shown.end(), *item);
    QAccessibleEvent told{this, isOther ? QAccessible::Focus : QAccessible::NameChanged};
    told.setChild(static_cast<int>(place - shown.begin()));
    QAccessible::updateAccessibility(&told);
}

void GraphCanvas::showDetails()
{
    const auto item = selectedItem();
    if (!item || QToolTip::isVisible()) {
        QToolTip::hideText();
        return;
    }
    revealSelection();
    const QRect place = itemPlace(*item);
    QToolTip::showText(mapToGlobal(place.bottomLeft()),
                       Qt::convertFromPlainText(wordsAt(place.center())), this);
}

void GraphCanvas::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        if (const auto item = itemAt(event->pos()))
            selectItem(*item);
    }
    openMenu(event->globalPos());
}

// What every menu of a canvas has, with the keys that do the same.
void GraphCanvas::addCommonActions(QMenu &menu)
{
    const auto add = [&](const QString &text, const char *keys, auto act) {
        QAction *action = menu.addAction(text, this, act);
        action->setShortcut(QKeySequence{QString::fromLatin1(keys)});
        action->setShortcutContext(Qt::WidgetShortcut);
    };
    const std::vector<std::uint32_t> marked = markedItems();
    if (marked.size() > 1) {
        add(tr("Show the Events of %1 Nodes").arg(marked.size()), "Return",
            [this, marked] { openMarked(marked); });
        menu.addAction(tr("Copy %1 Names").arg(marked.size()), this, [this, marked] {
            QStringList names;
            for (const std::uint32_t item : marked)
                names.append(title(item));
            QGuiApplication::clipboard()->setText(names.join(u'\n'));
        });
    }
    if (selectedItem() || marked.size() > 1 || isIsolated())
        add(isIsolated()            ? tr("Show Everything")
                : marked.size() > 1 ? tr("Show Only These")
                                    : tr("Isolate"),
            "I", [this] { setIsolated(!isIsolated()); });
    if (selectedItem() && marked.size() < 2) {
        menu.addAction(tr("Show Only Upstream"), this, [this] { isolate(true, false); });
        menu.addAction(tr("Show Only Downstream"), this, [this] { isolate(false, true); });
    }
    menu.addSeparator();
    add(tr("Fit All"), "Shift+F", [this] { fitAll(); });
    add(tr("Fit Selection"), "F", [this] { fitSelection(); });
    add(tr("Links"), "L", [this] { nextLinks(); });
    QMenu *copy = menu.addMenu(tr("Copy Picture"));
    copy->addAction(tr("PNG"), this, &GraphCanvas::copyPicture);
    copy->addAction(tr("SVG"), this, &GraphCanvas::copySvg);
}

} // namespace sightglass
