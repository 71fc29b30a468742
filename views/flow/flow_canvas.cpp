// SPDX-License-Identifier: Apache-2.0
#include "views/flow/flow_canvas.h"

#include "views/common/canvas_marks.h"
#include "views/flow/flow_painter.h"
#include "views/items/progress_text.h"
#include "views/items/shown_text.h"

#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <limits>

namespace sightglass {
namespace {

constexpr double kReadableTitle = 11;
constexpr double kTitleShare = 13.0 / kNodeHeight; // of a node's height

QPointF pointOf(const Point &point)
{
    return {point.x, point.y};
}

} // namespace

FlowCanvas::FlowCanvas(ViewContext &context, Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_theme(theme)
{
    installCanvasAccessibility();
    setObjectName(QStringLiteral("flowCanvas"));
    setAccessibleName(tr("Flow"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    connect(&context, &ViewContext::moved, this, qOverload<>(&QWidget::update));
    connect(&context.selection(), &Selection::changed, this, qOverload<>(&QWidget::update));
    connect(&context.selection(), &Selection::hoverChanged, this, qOverload<>(&QWidget::update));
}

void FlowCanvas::show(FlowPicture picture, bool keepPlace)
{
    const auto anchor = keepPlace && m_picture
        ? (selectedNode() ? selectedNode() : nearestToMiddle())
        : std::nullopt;
    std::optional<QPointF> before;
    NodeId anchorId;
    if (anchor) {
        anchorId = m_picture->flow.nodes[*anchor].id;
        before = m_camera.toScreen(pointOf(m_picture->geometry.nodes[*anchor].centre));
    }
    m_picture = std::move(picture);
    m_hovered.reset();
    const auto place = m_picture->numberOf.find(anchorId);
    if (!keepPlace || !before || place == m_picture->numberOf.end() || !m_fitted)
        firstZoom();
    else
        m_camera.offset += *before
            - m_camera.toScreen(pointOf(m_picture->geometry.nodes[place->second].centre));
    update();
}

void FlowCanvas::showNothing(const QString &sentence, const QString &hint)
{
    m_picture.reset();
    m_sentence = sentence;
    m_hint = hint;
    update();
}

// Fit if the titles stay readable; otherwise 100 % on the first failing node, else the first
// running one (ux.md §2.6.2).
void FlowCanvas::firstZoom()
{
    m_fitted = false;
    fitAll();
    m_fitted = false;
    if (!m_picture || m_camera.zoom * kNodeHeight * kTitleShare >= kReadableTitle)
        return;
    std::optional<std::uint32_t> target;
    for (const std::uint32_t number : shownNodes()) {
        const State state = nodeStateAt(m_context.snapshot(), m_picture->flow.nodes[number],
                                        m_context.playhead().at())
                                .state;
        if (isNotOk(state)) {
            target = number;
            break;
        }
        if (state == State::Running && !target)
            target = number;
    }
    m_camera.zoom = 1;
    m_camera.centre(sceneRect(target.value_or(0)).center(), size());
    m_camera.cover({0, 0, m_picture->geometry.width, m_picture->geometry.height}, size());
}

int FlowCanvas::lod() const
{
    return static_cast<int>(levelOf(kNodeHeight * m_camera.zoom));
}

int FlowCanvas::nodeCount() const
{
    return static_cast<int>(shownNodes().size());
}

bool FlowCanvas::isShown(std::uint32_t number) const
{
    return m_picture->flow.nodes[number].since <= m_context.playhead().at();
}

std::vector<std::uint32_t> FlowCanvas::shownNodes() const
{
    std::vector<std::uint32_t> shown;
    for (std::uint32_t number = 0; m_picture && number < m_picture->flow.nodes.size(); ++number) {
        if (isShown(number))
            shown.push_back(number);
    }
    return shown;
}

QRectF FlowCanvas::sceneRect(std::uint32_t number) const
{
    const Graph::Node &size = m_picture->graph.nodes[number];
    const Point &centre = m_picture->geometry.nodes[number].centre;
    return {centre.x - size.width / 2, centre.y - size.height / 2, size.width, size.height};
}

QRectF FlowCanvas::screenRect(std::uint32_t number) const
{
    return m_camera.toScreen(sceneRect(number));
}

QRectF FlowCanvas::itemRect(const QString &key) const
{
    const std::string wanted = key.toStdString();
    for (const std::uint32_t number : shownNodes()) {
        if (nodeKey(m_context.snapshot(), m_picture->flow.nodes[number]) == wanted)
            return screenRect(number);
    }
    return {};
}

QString FlowCanvas::describe(std::uint32_t number) const
{
    const FlowNode &node = m_picture->flow.nodes[number];
    const Timestamp at = m_context.playhead().at();
    const NodeState state = nodeStateAt(m_context.snapshot(), node, at);
    QStringList parts{shownText(nodeTitle(m_context.snapshot(), node, at)), kindWord(node.kind),
                      stateWord(state.state).toLower()};
    if (isKnown(state.startedAt)) {
        const Timestamp end
            = isKnown(state.finishedAt) ? state.finishedAt : m_context.playhead().now();
        parts.append(durationText(end - state.startedAt));
    }
    if (node.events.empty()) {
        const Progress progress = m_context.progressOf(node.entity);
        for (const QString &text :
             {progressText(progress), riskText(progress, isKnown(state.finishedAt))}) {
            if (!text.isEmpty())
                parts.append(text);
        }
    }
    int upstream = 0;
    int downstream = 0;
    for (const Graph::Edge &edge : m_picture->graph.edges) {
        upstream += edge.to == number ? 1 : 0;
        downstream += edge.from == number ? 1 : 0;
    }
    parts.append(tr("%1 upstream, %2 downstream")
                     .arg(QString::number(upstream), QString::number(downstream)));
    return parts.join(QStringLiteral(", "));
}

std::optional<std::uint32_t> FlowCanvas::nodeAt(const QPointF &position) const
{
    if (!m_picture)
        return std::nullopt;
    const QPointF scene = m_camera.toScene(position);
    for (const std::uint32_t number : shownNodes()) {
        if (sceneRect(number).contains(scene))
            return number;
    }
    return std::nullopt;
}

std::optional<std::uint32_t> FlowCanvas::selectedNode() const
{
    const Selected &selected = m_context.selection().current();
    if (!m_picture || selected.isEmpty())
        return std::nullopt;
    for (std::uint32_t number = 0; number < m_picture->flow.nodes.size(); ++number) {
        const FlowNode &node = m_picture->flow.nodes[number];
        if ((!node.entity.isNull() && node.entity == selected.entity) || node.id == selected.event)
            return number;
    }
    return std::nullopt;
}

bool FlowCanvas::isSelected(std::uint32_t number) const
{
    return selectedNode() == number;
}

std::optional<std::uint32_t> FlowCanvas::nearestToMiddle() const
{
    std::optional<std::uint32_t> nearest;
    double least = std::numeric_limits<double>::max();
    for (const std::uint32_t number : shownNodes()) {
        const QPointF away = screenRect(number).center() - QRectF{rect()}.center();
        const double distance = std::hypot(away.x(), away.y());
        if (distance < least) {
            least = distance;
            nearest = number;
        }
    }
    return nearest;
}

void FlowCanvas::selectNode(std::uint32_t number)
{
    const FlowNode &node = m_picture->flow.nodes[number];
    if (node.entity.isNull() || !isActivity(node.kind))
        m_context.selectEvent(node.events.empty() ? node.id : node.events.back());
    else
        m_context.selectEntity(node.entity);
}

std::set<std::uint32_t> FlowCanvas::trainOf(std::uint32_t number) const
{
    std::set<std::uint32_t> train{number};
    for (const bool down : {true, false}) {
        std::vector<std::uint32_t> open{number};
        while (!open.empty()) {
            const std::uint32_t here = open.back();
            open.pop_back();
            for (const Graph::Edge &edge : m_picture->graph.edges) {
                const std::uint32_t next = down ? edge.to : edge.from;
                if ((down ? edge.from : edge.to) == here && train.insert(next).second)
                    open.push_back(next);
            }
        }
    }
    return train;
}

void FlowCanvas::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(rect(), m_theme.canvas());
    if (m_context.isDemo())
        paintDemoMark(painter, rect(), m_theme);
    if (!m_picture) {
        paintEmptyState(painter, rect(), m_theme, m_sentence, m_hint);
        return;
    }
    FlowLook look;
    look.at = m_context.playhead().at();
    look.now = m_context.playhead().now();
    look.selected = selectedNode();
    look.hovered = m_hovered;
    look.hasFocus = hasFocus();
    if (m_hovered)
        look.train = trainOf(*m_hovered);
    FlowPainter flow{*m_picture, m_context.snapshot(), m_theme, m_camera};
    flow.paint(painter, rect(), look);
    m_minTextPx = flow.smallestText();
    Q_EMIT painted();
}

void FlowCanvas::fitAll()
{
    if (!m_picture)
        return;
    m_fitted = true;
    m_camera.fit({0, 0, m_picture->geometry.width, m_picture->geometry.height}, size(), 1.25);
    update();
}

void FlowCanvas::fitSelection()
{
    const auto number = selectedNode();
    if (!number)
        return;
    m_fitted = true;
    const QPointF away = screenRect(*number).center() - QRectF{rect()}.center();
    if (std::hypot(away.x(), away.y()) < 2)
        m_camera.fit(sceneRect(*number).adjusted(-200, -120, 200, 120), size(), 2);
    else
        m_camera.centre(sceneRect(*number).center(), size());
    update();
}

void FlowCanvas::revealSelection()
{
    const auto number = selectedNode();
    if (number && !rect().contains(screenRect(*number).toAlignedRect()))
        fitSelection();
}

void FlowCanvas::zoomBy(double factor)
{
    m_fitted = true;
    m_camera.zoomAt(QRectF{rect()}.center(), factor);
    update();
}

void FlowCanvas::zoomTo(double zoom)
{
    zoomBy(zoom / m_camera.zoom);
}

bool FlowCanvas::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const auto number = nodeAt(help->pos());
    if (!number) {
        QToolTip::hideText();
        return true;
    }
    QToolTip::showText(help->globalPos(), Qt::convertFromPlainText(describe(*number)), this);
    return true;
}

void FlowCanvas::leaveEvent(QEvent *)
{
    m_hovered.reset();
    m_context.selection().hover({});
    update();
}

void FlowCanvas::resizeEvent(QResizeEvent *)
{
    if (m_picture && !m_fitted)
        firstZoom();
}

} // namespace sightglass
